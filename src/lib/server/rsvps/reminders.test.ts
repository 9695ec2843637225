import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { publishPanel, registerAll, registration } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { importHub } from '../events/import-events.ts';
import { timedTimes, wholeDayTimes } from '../events/import-times.ts';
import { composeMail } from '../mail/compose.ts';
import { claimDueMails } from '../mail/claims.ts';
import type { Mail, Transport } from '../mail/message.ts';
import { sendDueMails } from '../mail/send-due.ts';
import { cancelRsvp } from './cancel-rsvp.ts';
import { registerAttendee } from './register-attendee.ts';
import { enqueueReminders } from './reminders.ts';

/** The panel begins on 2 December at midnight UTC. */
const DAY_BEFORE = '2026-12-01T00:00:00.000Z';
const HOUR_BEFORE = '2026-12-01T23:00:00.000Z';

onBothDatabases('a reminder', (setUp) => {
  test('comes a day and an hour before, once each, to who has a place', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 2 });
    const [, beto = ''] = await registerAll(context, eventId, [
      'ana@example.org',
      'beto@example.org',
      'caro@example.org'
    ]);
    await cancelRsvp(context, beto);
    await runClock(context, '2026-11-30T23:59:00.000Z');
    expect(await reminders(context)).toEqual([]);
    await runClock(context, DAY_BEFORE);
    await runClock(context, '2026-12-01T00:01:00.000Z');
    expect(await reminders(context)).toEqual(['reminder_day', 'reminder_day']);
    await runClock(context, HOUR_BEFORE);
    await runClock(context, '2026-12-01T23:29:00.000Z');
    expect(await reminders(context)).toEqual([
      'reminder_day',
      'reminder_day',
      'reminder_hour',
      'reminder_hour'
    ]);
  });

  test('is sent once, also after restarts and by two hubs at a time', async () => {
    const context = await setUp();
    await registerAll(context, await publishPanel(context), ['ana@example.org']);
    context.setNow(DAY_BEFORE);
    await Promise.all([enqueueReminders(context), enqueueReminders(context)]);
    await sendDueMails(context, post().transport);
    for (const minute of ['01', '02', '30'])
      await runClock(context, `2026-12-01T00:${minute}:00.000Z`);
    expect(await reminders(context)).toEqual(['reminder_day']);
  });

  test('comes again for an event that was moved', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await registerAll(context, eventId, ['ana@example.org']);
    await runClock(context, DAY_BEFORE);
    context.setNow('2026-12-01T02:00:00.000Z');
    await move(context, eventId, '2026-12-08T18:00');
    await runClock(context, HOUR_BEFORE);
    expect(await reminders(context)).toEqual(['reminder_day']);
    await runClock(context, '2026-12-08T00:00:00.000Z');
    await runClock(context, '2026-12-08T23:00:00.000Z');
    expect(await reminders(context)).toEqual(['reminder_day', 'reminder_day', 'reminder_hour']);
  });

  test('does not repeat at once what a mail about the move has just said', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await registerAll(context, eventId, ['ana@example.org']);
    context.setNow('2026-11-28T03:00:00.000Z');
    await move(context, eventId, '2026-11-28T19:00');
    await runClock(context, '2026-11-28T03:01:00.000Z');
    expect(await reminders(context)).toEqual([]);
  });

  test('that would be stale does not come to who registered late', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    context.setNow('2026-12-01T01:00:00.000Z');
    await registerAttendee(context, registration(eventId));
    await runClock(context, '2026-12-01T01:01:00.000Z');
    expect(await reminders(context)).toEqual([]);
    await runClock(context, HOUR_BEFORE);
    expect(await reminders(context)).toEqual(['reminder_hour']);
  });

  test('does not come to who was given a seat after its time', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 1 });
    const [ana = ''] = await registerAll(context, eventId, ['ana@example.org', 'beto@example.org']);
    context.setNow('2026-12-01T00:30:00.000Z');
    await cancelRsvp(context, ana);
    await runClock(context, '2026-12-01T00:31:00.000Z');
    expect(await reminders(context)).toEqual([]);
  });

  test.for([
    ['2026-12-01T02:59:00.000Z', 1],
    ['2026-12-01T03:01:00.000Z', 0]
  ] as const)(
    'of the day before is still written until three hours late: at %s',
    async ([now, count]) => {
      const context = await setUp();
      await registerAll(context, await publishPanel(context), ['ana@example.org']);
      await runClock(context, now);
      expect(await reminders(context)).toHaveLength(count);
    }
  );

  test.for([
    ['the event began before the mail server came back', 'too_late'],
    ['the event was moved meanwhile', 'event_moved'],
    ['the person cancelled meanwhile', 'rsvp_ended'],
    ['the event was called off meanwhile', 'event_cancelled']
  ])('is not sent when %s', async ([what, reason]) => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    const [ana = ''] = await registerAll(context, eventId, ['ana@example.org']);
    await sendDueMails(context, post().transport);
    await runClock(context, HOUR_BEFORE);
    if (reason === 'too_late') context.setNow('2026-12-02T00:05:00.000Z');
    if (reason === 'event_moved') await move(context, eventId, '2026-12-02T18:00');
    if (reason === 'rsvp_ended') await cancelRsvp(context, ana);
    if (reason === 'event_cancelled')
      await context.db.updateTable('events').set({ status: 'cancelled' }).execute();
    const { sent, transport } = post();
    await sendDueMails(context, transport);
    expect(sent.map(({ kind }) => kind)).not.toContain('reminder_hour');
    const row = await context.db
      .selectFrom('mail_outbox')
      .select(['status', 'error', 'payload_sealed'])
      .where('kind', '=', 'reminder_hour')
      .executeTakeFirst();
    expect(row, what).toEqual({ status: 'dropped', error: reason, payload_sealed: '' });
  });

  test('of a journey comes in the morning of the day before, and not at midnight', async () => {
    const context = await setUp();
    const times = wholeDayTimes('2027-01-08', 9, 'America/Mexico_City');
    const eventId = await publishPanel(context, { kind: 'delegation', ...times });
    await registerAll(context, eventId, ['ana@example.org']);
    await runClock(context, '2027-01-07T14:59:00.000Z');
    expect(await reminders(context)).toEqual([]);
    await runClock(context, '2027-01-07T15:00:00.000Z');
    await runClock(context, '2027-01-08T05:30:00.000Z');
    expect(await reminders(context)).toEqual(['reminder_day']);
  });

  test.for([
    // The clocks of the United States and of Tijuana go forward on 14 March 2027, Madrid's on the 28th, Mexico City's never.
    [
      'America/Mexico_City',
      '2027-03-14T18:00',
      '2027-03-15T00:00:00.000Z',
      'hora de Ciudad de México'
    ],
    ['America/Tijuana', '2027-03-14T18:00', '2027-03-15T01:00:00.000Z', 'hora de Tijuana'],
    ['America/New_York', '2027-03-14T18:00', '2027-03-14T22:00:00.000Z', 'hora de Nueva York'],
    ['Europe/Madrid', '2027-03-28T18:00', '2027-03-28T16:00:00.000Z', 'hora de Madrid']
  ] as const)(
    'in %s comes at the right moment though the clocks change',
    async ([zone, local, start, city]) => {
      const context = await setUp();
      const outcome = timedTimes(local, 90, zone);
      if (!outcome.ok) throw new Error(outcome.code);
      expect(outcome.times.starts_at).toBe(start);
      await registerAll(context, await publishPanel(context, outcome.times), ['ana@example.org']);
      await sendDueMails(context, post().transport);
      for (const [kind, hours] of [
        ['reminder_day', 24],
        ['reminder_hour', 1]
      ] as const) {
        const due = Date.parse(start) - hours * 3_600_000;
        await runClock(context, new Date(due - 60_000).toISOString());
        expect(await reminders(context)).not.toContain(kind);
        await runClock(context, new Date(due).toISOString());
        expect(await reminders(context)).toContain(kind);
      }
      for (const row of await claimDueMails(context, 10)) {
        const mail = await composeMail(context, row);
        expect(mail.text).toContain(`18:00–19:30, ${city}`);
        expect(startOf(mail)).toBe(start);
      }
    }
  );
});

async function runClock(context: TestContext, iso: string): Promise<void> {
  context.setNow(iso);
  await enqueueReminders(context);
}

async function reminders(context: TestContext): Promise<string[]> {
  const rows = await context.db
    .selectFrom('mail_outbox')
    .select('kind')
    .where('kind', 'like', 'reminder%')
    .orderBy('created_at')
    .orderBy('kind')
    .execute();
  return rows.map((row) => row.kind);
}

/** As organizers do it: the event again, with another time. */
async function move(context: TestContext, eventId: string, start: string): Promise<void> {
  const event = {
    slug: { es: `panel-es-${eventId}`, en: `panel-en-${eventId}` },
    kind: 'panel',
    zone: 'America/Mexico_City',
    start,
    duration: 'PT90M',
    spoken: ['es'],
    access: 'rsvp',
    title: { es: 'Fin de la Iniciativa Mérida' }
  };
  expect(await importHub(context, { events: [event] })).toMatchObject({ ok: true, updated: 1 });
}

function post(): { sent: Mail[]; transport: Transport } {
  const sent: Mail[] = [];
  return {
    sent,
    transport: { send: async (mail) => void sent.push(mail), close: async () => {} }
  };
}

/** The start as a calendar program understands it from the file alone. */
function startOf(mail: Mail): string {
  const calendar = new ICAL.Component(ICAL.parse(mail.calendar?.content ?? ''));
  const zone = calendar.getFirstSubcomponent('vtimezone');
  const event = calendar.getFirstSubcomponent('vevent');
  if (!event || !zone) throw new Error('no event with a zone');
  const start = new ICAL.Event(event).startDate;
  start.zone = new ICAL.Timezone(zone);
  return start.toJSDate().toISOString();
}
