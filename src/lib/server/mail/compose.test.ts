import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import {
  publishPanel,
  registerAll,
  registration,
  tokenOf
} from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { cancelRsvp } from '../rsvps/cancel-rsvp.ts';
import { declineOffer } from '../rsvps/offers.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { claimDueMails } from './claims.ts';
import { composeMail } from './compose.ts';

onBothDatabases('the mail', (setUp) => {
  test('in Spanish says when, how to join, how to cancel and when we forget', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await addLetter(context, eventId);
    await registerAttendee(context, registration(eventId, { name: 'Ana' }));
    const [mail] = await composeAll(context);
    const link = `https://hub.example.org/es/inscripcion/${await tokenOf(context, eventId, 'ana@example.org')}`;
    expect(mail?.subject).toBe('Tu lugar está confirmado: Fin de la Iniciativa Mérida');
    expect(mail?.to).toEqual({ name: 'Ana', address: 'ana@example.org' });
    for (const words of [
      'Hola, Ana:',
      'martes 1 de diciembre de 2026, 18:00–19:30, hora de Ciudad de México',
      '19:00 Nueva York · 16:00 Tijuana y Los Ángeles',
      `https://hub.example.org/es/eventos/panel-es-${eventId}/sala`,
      'Escribe a tu congresista (en inglés)',
      'el jueves 31 de diciembre de 2026',
      link
    ]) {
      expect(mail?.text).toContain(words);
      expect(mail?.html).toContain(words);
    }
    expect(mail?.html).toContain('<html lang="es">');
  });

  test('in English reads as English, whatever language the event speaks', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await registerAttendee(context, registration(eventId, { lang: 'en' }));
    const [mail] = await composeAll(context);
    expect(mail?.text).toContain('Hello,');
    expect(mail?.text).toContain('Tuesday 1 December 2026, 6:00–7:30');
    expect(mail?.text).toContain(`https://hub.example.org/en/events/panel-en-${eventId}/room`);
    expect(mail?.text).not.toMatch(/[ñ¿¡]|lugar/);
    expect(mail?.html).toContain('<html lang="en">');
  });

  test('shows a title that exists only in the other language in its own language', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, {}, { es: 'Solo en español' });
    await context.db
      .updateTable('event_texts')
      .set({ title: null })
      .where('lang', '=', 'en')
      .execute();
    await registerAttendee(context, registration(eventId, { lang: 'en' }));
    const [mail] = await composeAll(context);
    expect(mail?.html).toMatch(/lang="es" href="[^"]+\/en\/events\/[^"]+"[^>]*>Solo en español</);
  });

  test('invites with a calendar entry and withdraws it with a higher number and the same name', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { revision: 3 });
    await registerAttendee(context, registration(eventId));
    // Mails of one instant have no order.
    context.setNow('2026-11-24T18:00:01.000Z');
    await cancelRsvp(context, await tokenOf(context, eventId, 'ana@example.org'));
    const entries = (await composeAll(context)).map((mail) =>
      readCalendar(mail.calendar?.content ?? '')
    );
    expect(entries).toMatchObject([
      {
        method: 'REQUEST',
        sequence: 3,
        status: 'CONFIRMED',
        attendees: ['mailto:ana@example.org']
      },
      { method: 'CANCEL', sequence: 4, status: 'CANCELLED', attendees: ['mailto:ana@example.org'] }
    ]);
    expect(entries[0]?.uid).toBe(entries[1]?.uid);
  });

  test('counts the places of a party, and says how one takes part where there is a choice', async () => {
    const context = await setUp();
    const alone = await publishPanel(context);
    await registerAttendee(context, registration(alone, { companions: 2 }));
    await registerAttendee(context, registration(alone, { email: 'beto@example.org' }));
    const both = await publishPanel(context);
    await context.db
      .updateTable('event_texts')
      .set({ place: 'Casa Refugio' })
      .where('event_id', '=', both)
      .execute();
    const caro = { email: 'caro@example.org', lang: 'en', pool: 'room' } as const;
    await registerAttendee(context, registration(both, caro));
    const mails = await composeAll(context);
    const textTo = (name: string) =>
      mails.find((mail) => mail.to.address.startsWith(name))?.text ?? '';
    expect(textTo('ana')).toMatch(/Lugares: 3 lugares/);
    expect(textTo('beto')).not.toMatch(/Lugares:/);
    expect(textTo('caro')).toMatch(/Places: 1 place, in person/);
  });

  test("offers until a time on the person's own clock, with the event's beside it", async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 1, waitlist: 'offer' });
    const [ana] = await registerAll(context, eventId, ['ana@example.org']);
    await registerAttendee(
      context,
      registration(eventId, { email: 'beto@example.org', zone: 'Europe/Madrid' })
    );
    await registerAttendee(
      context,
      registration(eventId, { email: 'caro@example.org', zone: 'Not/AZone' })
    );
    await cancelRsvp(context, ana ?? '');
    await declineOffer(context, await tokenOf(context, eventId, 'beto@example.org'));
    const offers = (await composeAll(context)).filter((mail) => mail.kind === 'offered');
    const textTo = (name: string) =>
      offers.find((mail) => mail.to.address.startsWith(name))?.text.replaceAll(/\s+/g, ' ') ?? '';
    expect(textTo('beto')).toContain(
      '25 de noviembre de 2026, 19:00, hora de Madrid (12:00 Ciudad de México'
    );
    expect(textTo('caro')).toContain(
      '25 de noviembre de 2026, 12:00, hora de Ciudad de México (13:00'
    );
    const rows = await context.db.selectFrom('rsvps').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('Madrid');
  });

  test('to who waits names the turn and invites nobody', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 0 });
    await registerAll(context, eventId, ['ana@example.org', 'beto@example.org']);
    const mails = await composeAll(context);
    const beto = mails.find((mail) => mail.to.address === 'beto@example.org');
    expect(beto?.text).toContain('Vas en el número 2 de la lista');
    expect(beto?.text).not.toContain('/sala');
    expect(readCalendar(beto?.calendar?.content ?? '')).toMatchObject({
      method: 'PUBLISH',
      attendees: []
    });
  });

  test('of an offer says until when, in several zones', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 1, waitlist: 'offer' });
    const [ana = ''] = await registerAll(context, eventId, ['ana@example.org', 'beto@example.org']);
    await cancelRsvp(context, ana);
    const offer = (await composeAll(context)).find((mail) => mail.kind === 'offered');
    expect(offer?.text).toContain(
      'el miércoles 25 de noviembre de 2026, 12:00, hora de Ciudad de México (13:00 Nueva York'
    );
  });

  test('never holds the address of the stream', async () => {
    const context = await setUp();
    await registerAttendee(context, registration(await publishPanel(context)));
    expect(JSON.stringify(await composeAll(context))).not.toContain('zz-canary-stream');
  });

  test.for([
    '<script>window.__xss=1</script>',
    '<!--',
    '{{name}} $t(mail:hello) ${title}',
    'O\'Higgins & "Cía" <x>',
    'Charla\r\nATTENDEE:mailto:evil@evil.test',
    'Charla\rBEGIN:VALARM\rACTION:DISPLAY\rEND:VALARM',
    'Charla; con, comas \\ y barras',
    'END:VEVENT\nEND:VCALENDAR'
  ])('shows the title %o as it is and escapes it once', async (title) => {
    const context = await setUp();
    const eventId = await publishPanel(context, {}, { es: title });
    await registerAttendee(context, registration(eventId, { name: "O'Higgins & <b>" }));
    const [mail] = await composeAll(context);
    expect(mail?.subject).toBe(`Tu lugar está confirmado: ${title.replace(/\s+/g, ' ')}`);
    expect(mail?.html).toContain('Hola, O&#39;Higgins &amp; &lt;b&gt;:');
    expect(mail?.html).toContain(
      `>${title.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')}</a>`
    );
    expect(mail?.html).not.toMatch(/<script|<b>|<x>|&amp;amp;/);
    expect(mail?.html).not.toContain('<!--');
    const entry = readCalendar(mail?.calendar?.content ?? '');
    expect(entry.attendees).toEqual(['mailto:ana@example.org']);
    expect(entry.components).toEqual(['vevent']);
  });
});

async function composeAll(context: TestContext) {
  return await Promise.all(
    (await claimDueMails(context, 100)).map((row) => composeMail(context, row))
  );
}

async function addLetter(context: TestContext, eventId: string) {
  await context.db
    .insertInto('resources')
    .values({
      id: eventId,
      event_id: eventId,
      kind: 'letter',
      language: 'en',
      url: 'https://letters.example.org/',
      position: 0,
      label: '{"es":"Escribe a tu congresista"}'
    })
    .execute();
}

function readCalendar(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const event = calendar.getFirstSubcomponent('vevent');
  const components = calendar
    .getAllSubcomponents()
    .map(({ name }) => name)
    .filter((name) => name !== 'vtimezone');
  return {
    method: calendar.getFirstPropertyValue('method'),
    uid: event?.getFirstPropertyValue('uid'),
    sequence: event?.getFirstPropertyValue('sequence'),
    status: event?.getFirstPropertyValue('status'),
    attendees: event
      ?.getAllProperties('attendee')
      .map((attendee) => String(attendee.getFirstValue()).toLowerCase()),
    components: [...components, ...(event?.getAllSubcomponents().map(({ name }) => name) ?? [])]
  };
}
