import { expect, test } from 'vitest';
import { registerAll, registration, tokenOf } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { importEvent, publish, sendAll } from '../../../../tests/support/imported-panel.ts';
import { announceRecord, announceRecords } from './announce-record.ts';
import { cancelRsvp } from './cancel-rsvp.ts';
import { tellOfRecord } from './change-wishes.ts';
import { registerAttendee } from './register-attendee.ts';
import { unsubscribe } from './unsubscribe.ts';

onBothDatabases('the record', (setUp) => {
  test('is announced once to who asked for news, with a way out that one POST takes', async () => {
    const context = await setUp();
    const eventId = await publish(context);
    await registerAttendee(context, registration(eventId, { news: true }));
    await registerAttendee(context, registration(eventId, { email: 'beto@example.org' }));
    await registerAttendee(
      context,
      registration(eventId, { email: 'caro@example.org', news: true })
    );
    await sendAll(context);
    await importEvent(context, { recap: { es: 'Antes de tiempo.' } });
    expect(await sendAll(context)).toEqual([]);
    await importEvent(context, { recap: undefined });
    context.setNow('2027-01-16T12:00:00.000Z');
    await importEvent(context, { recap: { es: 'Lo que se dijo.' } });
    await announceRecord(context, eventId);
    const mails = await sendAll(context);
    expect(mails.map(({ to }) => to.address).toSorted()).toEqual([
      'ana@example.org',
      'caro@example.org'
    ]);
    const ana = mails.find(({ to }) => to.address === 'ana@example.org');
    expect(ana?.calendar).toBeNull();
    expect(ana?.unsubscribe).toMatch(/^https:\/\/hub\.example\.org\/es\/baja\/[\w.-]+$/);
    expect(ana?.text).toContain(ana?.unsubscribe);
    expect(ana?.unsubscribe).not.toContain(await tokenOf(context, eventId, 'ana@example.org'));
  });

  test('that was written before the end is announced once the event is over', async () => {
    const context = await setUp();
    const eventId = await publish(context, { recap: { es: 'Antes de tiempo.' } });
    await registerAttendee(context, registration(eventId, { news: true }));
    await sendAll(context);
    expect(await announceRecords(context)).toBe(0);
    context.setNow('2027-01-16T12:00:00.000Z');
    expect(await announceRecords(context)).toBe(1);
    expect(await announceRecords(context)).toBe(0);
    await importEvent(context, { recap: { es: 'Lo que se dijo.' } });
    expect((await sendAll(context)).map(({ kind }) => kind)).toEqual(['followup']);
  });

  test('reaches who asks for it after it is there, once, with however many RSVPs', async () => {
    const context = await setUp();
    const eventId = await publish(context, { recap: { es: 'Lo que se dijo.' } });
    const left = await registerAll(context, eventId, ['ana@example.org']);
    await cancelRsvp(context, left[0] ?? '');
    const [token = ''] = await registerAll(context, eventId, ['ana@example.org']);
    await sendAll(context);
    context.setNow('2027-01-16T12:00:00.000Z');
    expect(await announceRecords(context)).toBe(0);
    for (const link of [token, ...left]) {
      await tellOfRecord(context, link, true);
      await announceRecords(context);
    }
    expect((await sendAll(context)).map(({ kind }) => kind)).toEqual(['followup']);
  });

  test('reaches who took the wish back and then asked again', async () => {
    const context = await setUp();
    const eventId = await publish(context, { recap: { es: 'Lo que se dijo.' } });
    const [ana = ''] = await registerAll(context, eventId, ['ana@example.org']);
    await sendAll(context);
    context.setNow('2027-01-16T12:00:00.000Z');
    await tellOfRecord(context, ana, true);
    await announceRecords(context);
    await tellOfRecord(context, ana, false);
    expect(await sendAll(context)).toEqual([]);
    await tellOfRecord(context, ana, true);
    for (const expected of [['followup'], []]) {
      await announceRecords(context);
      expect((await sendAll(context)).map(({ kind }) => kind)).toEqual(expected);
      await tellOfRecord(context, ana, true);
    }
  });

  test('of an event without a recap is waited for', async () => {
    const context = await setUp();
    await registerAttendee(context, registration(await publish(context), { news: true }));
    context.setNow('2027-01-16T12:00:00.000Z');
    expect(await announceRecords(context)).toBe(0);
  });

  test('does not reach who took the wish back while leaving', async () => {
    const context = await setUp();
    const eventId = await publish(context);
    const [ana = ''] = await registerAll(context, eventId, ['ana@example.org']);
    await tellOfRecord(context, ana, true);
    await cancelRsvp(context, ana, { tellRecord: false });
    await sendAll(context);
    context.setNow('2027-01-16T12:00:00.000Z');
    await announceRecord(context, eventId);
    expect(await sendAll(context)).toEqual([]);
  });

  test('reaches who left and asked to hear of it, and nobody else who left', async () => {
    const context = await setUp();
    const eventId = await publish(context);
    const [ana = '', beto = ''] = await registerAll(context, eventId, [
      'ana@example.org',
      'beto@example.org'
    ]);
    await cancelRsvp(context, ana, { tellRecord: true });
    await cancelRsvp(context, beto);
    await sendAll(context);
    context.setNow('2027-01-16T12:00:00.000Z');
    await announceRecord(context, eventId);
    const mails = await sendAll(context);
    expect(mails.map(({ to }) => to.address)).toEqual(['ana@example.org']);
    expect(mails[0]?.text).toContain('/memoria');
  });

  test('does not reach who unsubscribed, even when the mail was written already', async () => {
    const context = await setUp();
    const eventId = await publish(context);
    await registerAttendee(context, registration(eventId, { news: true }));
    await registerAttendee(
      context,
      registration(eventId, { email: 'beto@example.org', news: true })
    );
    await sendAll(context);
    context.setNow('2027-01-16T12:00:00.000Z');
    await announceRecord(context, eventId);
    const { id } = await context.db
      .selectFrom('rsvps')
      .select('id')
      .orderBy('created_at')
      .executeTakeFirstOrThrow();
    const token = `${id}.${context.keys.sign(id, 'unsubscribe')}`;
    for (const wrong of [
      '',
      id,
      `${id}.`,
      `${id}.AAAAAAAAAAAAAAAAAAAAAA`,
      `${token}x`,
      `${token}.x`
    ])
      await unsubscribe(context, wrong);
    expect(await wanting(context)).toBe(2);
    await unsubscribe(context, token);
    await unsubscribe(context, token);
    expect(await wanting(context)).toBe(1);
    expect(await sendAll(context)).toHaveLength(1);
  });
});

async function wanting(context: TestContext): Promise<number> {
  const rows = await context.db.selectFrom('rsvps').select('id').where('news', '=', 1).execute();
  return rows.length;
}
