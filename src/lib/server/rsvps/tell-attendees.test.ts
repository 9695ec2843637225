import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { registerAll, registration } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { EVENT, importEvent, publish, sendAll } from '../../../../tests/support/imported-panel.ts';
import { inTransaction } from '../db/transaction.ts';
import type { Mail } from '../mail/message.ts';
import { cancelRsvp } from './cancel-rsvp.ts';
import { registerAttendee } from './register-attendee.ts';
import { enqueueRsvpMail, MAILED_COLUMNS } from './rsvp-mail.ts';

onBothDatabases('a moved event', (setUp) => {
  test('tells everybody the old and the new time on several clocks, and moves their calendar', async () => {
    const context = await setUp();
    const eventId = await publish(context);
    await registerAttendee(context, registration(eventId));
    const [invitation] = await sendAll(context);
    await importEvent(context, { start: '2027-01-15T17:00' });
    const [mail, ...others] = await sendAll(context);
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('Cambio de fecha o lugar: La mesa');
    for (const form of [mail?.text, mail?.html]) {
      expect(form).toContain(
        'jueves 14 de enero de 2027, 18:00–19:30, hora de Ciudad de México · 19:00 Nueva York'
      );
      expect(form).toContain('viernes 15 de enero de 2027, 17:00–18:30, hora de Ciudad de México');
      expect(form).toContain('18:00 Nueva York');
    }
    expect(mail?.text).toMatch(/^Antes era: jueves 14/m);
    expect(mail?.text).not.toContain('Antes era en');
    const [before, after] = [entry(invitation), entry(mail)];
    expect(after.uid).toBe(before.uid);
    expect(after.method).toBe('REQUEST');
    expect(after.sequence).toBeGreaterThan(before.sequence);
    expect(after.start).toBe('2027-01-15T17:00:00');
  });

  test('says in each language what changed there, and nothing where nothing did', async () => {
    const context = await setUp();
    const eventId = await publish(context);
    await registerAttendee(context, registration(eventId));
    await registerAttendee(
      context,
      registration(eventId, { email: 'bob@example.org', lang: 'en' })
    );
    await sendAll(context);
    await importEvent(context, { place: { es: EVENT.place.es, en: 'Casa Lamm, Roma Norte' } });
    const mails = await sendAll(context);
    expect(mails.map(({ to }) => to.address)).toEqual(['bob@example.org']);
    expect(mails[0]?.text).toContain('It was at: Casa Lamm, Mexico City');
    expect(mails[0]?.text).toContain('Where: Casa Lamm, Roma Norte');
    expect(mails[0]?.text).not.toContain('It was:');
  });

  test('twice before anything was sent is one mail, from what people knew', async () => {
    const context = await setUp();
    await registerAttendee(context, registration(await publish(context)));
    await sendAll(context);
    await importEvent(context, { start: '2027-01-15T17:00' });
    await importEvent(context, { start: '2027-01-16T12:00' });
    const mails = await sendAll(context);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('Antes era: jueves 14');
    expect(mails[0]?.text).toContain('Cuándo: sábado 16');
  });

  test('and moved back before anything was sent is no mail', async () => {
    const context = await setUp();
    await registerAttendee(context, registration(await publish(context)));
    await sendAll(context);
    await importEvent(context, { start: '2027-01-15T17:00' });
    await importEvent(context, {});
    expect(await sendAll(context)).toEqual([]);
  });

  test('back, for who was told of the first move, is one mail', async () => {
    const context = await setUp();
    await registerAttendee(context, registration(await publish(context)));
    await sendAll(context);
    await importEvent(context, { start: '2027-01-15T17:00' });
    await sendAll(context);
    await importEvent(context, {});
    expect((await sendAll(context)).map(({ kind }) => kind)).toEqual(['changed']);
  });

  test('and one imported again unchanged, over, or a draft writes to nobody', async () => {
    const context = await setUp();
    await registerAttendee(context, registration(await publish(context)));
    await sendAll(context);
    await importEvent(context, {});
    await importEvent(context, { title: { es: 'La mesa redonda', en: 'The table' } });
    await importEvent(context, { status: 'draft', start: '2027-01-17T12:00' });
    context.setNow('2027-03-01T00:00:00.000Z');
    await importEvent(context, { start: '2027-01-18T12:00' });
    expect(await sendAll(context)).toEqual([]);
  });

  test('with many people writes to each exactly once', async () => {
    const context = await setUp();
    const eventId = await publish(context);
    await copyRsvp(context, eventId, 1_100);
    await importEvent(context, { start: '2027-01-15T17:00' });
    const rows = await context.db
      .selectFrom('mail_outbox')
      .select('rsvp_id')
      .where('kind', '=', 'changed')
      .execute();
    expect(rows).toHaveLength(1_100);
    expect(new Set(rows.map((row) => row.rsvp_id)).size).toBe(1_100);
  });
});

onBothDatabases('a cancelled event', (setUp) => {
  test('is taken off every calendar and says what to do instead, to who waits too', async () => {
    const context = await setUp();
    const eventId = await publish(context, { capacity: 1 });
    const [, , caro = ''] = await registerAll(context, eventId, [
      'ana@example.org',
      'beto@example.org',
      'caro@example.org'
    ]);
    await cancelRsvp(context, caro);
    const earlier = await sendAll(context);
    await importEvent(context, { capacity: 1, status: 'cancelled' });
    const mails = await sendAll(context);
    expect(mails.map(({ to, kind }) => [to.address, kind]).toSorted()).toEqual([
      ['ana@example.org', 'event_cancelled'],
      ['beto@example.org', 'event_cancelled']
    ]);
    const invitation = earlier.find(
      ({ to, kind }) => to.address === 'ana@example.org' && kind === 'confirmed'
    );
    const mail = mails.find(({ to }) => to.address === 'ana@example.org');
    expect(entry(mail)).toMatchObject({
      method: 'CANCEL',
      status: 'CANCELLED',
      uid: entry(invitation).uid
    });
    expect(entry(mail).sequence).toBeGreaterThan(entry(invitation).sequence);
    expect(entry(mail).organizer).toBe(entry(invitation).organizer);
    expect(mail?.text).toContain(
      'Mientras tanto, puedes hacer esto:\nEscribe (en inglés): https://letters.example.org/'
    );
    await importEvent(context, { capacity: 1, status: 'cancelled' });
    expect(await sendAll(context)).toEqual([]);
  });

  test('that takes place again before anything was sent is no mail, or one of what changed', async () => {
    const context = await setUp();
    const eventId = await publish(context);
    await registerAttendee(context, registration(eventId));
    await sendAll(context);
    await importEvent(context, { status: 'cancelled' });
    await importEvent(context, {});
    expect(await sendAll(context)).toEqual([]);
    await importEvent(context, { start: '2027-01-15T17:00' });
    await importEvent(context, { start: '2027-01-15T17:00', status: 'cancelled' });
    await importEvent(context, { start: '2027-01-15T17:00' });
    const mails = await sendAll(context);
    expect(mails.map(({ subject }) => subject)).toEqual(['Cambio de fecha o lugar: La mesa']);
    expect(mails[0]?.text).toContain('Antes era: jueves 14');
  });

  test('that takes place after all says so', async () => {
    const context = await setUp();
    const eventId = await publish(context);
    await registerAttendee(context, registration(eventId, { lang: 'en' }));
    await sendAll(context);
    await importEvent(context, { status: 'cancelled' });
    const [off] = await sendAll(context);
    await importEvent(context, {});
    const [on] = await sendAll(context);
    expect([off?.subject, on?.subject]).toEqual([
      'Event cancelled: The table',
      'The event is on after all: The table'
    ]);
    expect(entry(on).method).toBe('REQUEST');
    expect(entry(on).sequence).toBeGreaterThan(entry(off).sequence);
  });
});

onBothDatabases('the private link', (setUp) => {
  test.for([
    ['confirmed', 'Ver mi inscripción', 'REQUEST'],
    ['waitlisted', 'Ver mi turno en la lista', 'PUBLISH']
  ] as const)('goes out again to who is %s, once a minute', async ([status, button, method]) => {
    const context = await setUp();
    const eventId = await publish(context, { capacity: 1 });
    if (status === 'waitlisted') await registerAll(context, eventId, ['beto@example.org']);
    const [token = ''] = await registerAll(context, eventId, ['ana@example.org']);
    await sendAll(context);
    const rsvp = await context.db
      .selectFrom('rsvps')
      .select(MAILED_COLUMNS)
      .where('status', '=', status)
      .executeTakeFirstOrThrow();
    for (let asked = 0; asked < 2; asked += 1)
      await inTransaction(context.db, (trx) =>
        enqueueRsvpMail(trx, context, 'link_again', rsvp, { status })
      );
    const [mail, ...others] = await sendAll(context);
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('Tu enlace privado: La mesa');
    expect(mail?.text).toContain(`${button}:\nhttps://hub.example.org/es/inscripcion/${token}`);
    expect(entry(mail).method).toBe(method);
    expect(mail?.calendar?.content).not.toContain(token);
  });
});

/** Many people at once, without a mail each. */
async function copyRsvp(context: TestContext, eventId: string, count: number): Promise<void> {
  await registerAttendee(context, registration(eventId));
  const row = await context.db.selectFrom('rsvps').selectAll().executeTakeFirstOrThrow();
  const copies = Array.from({ length: count - 1 }, (_, at) => ({
    ...row,
    id: `copy-${at}`,
    email_key: `copy-${at}`,
    token_hash: `copy-${at}`
  }));
  for (let from = 0; from < copies.length; from += 500)
    await context.db
      .insertInto('rsvps')
      .values(copies.slice(from, from + 500))
      .execute();
}

function entry(mail: Mail | undefined) {
  const calendar = new ICAL.Component(ICAL.parse(mail?.calendar?.content ?? ''));
  const event = calendar.getFirstSubcomponent('vevent');
  return {
    method: calendar.getFirstPropertyValue('method'),
    uid: event?.getFirstPropertyValue('uid'),
    sequence: Number(event?.getFirstPropertyValue('sequence')),
    status: event?.getFirstPropertyValue('status'),
    organizer: event?.getFirstPropertyValue('organizer'),
    start: String(event?.getFirstPropertyValue('dtstart'))
  };
}
