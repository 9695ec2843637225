import { expect, test } from 'vitest';
import {
  countStates,
  mailKinds,
  publishPanel,
  registerAll,
  registration
} from '../../../../tests/support/attendees.ts';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { tellOfRecord } from '../rsvps/change-wishes.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { forgetDrafts } from './drafts.ts';

onBothDatabases('a week after an event', (setUp) => {
  test('who waited in vain is forgotten, with their mails, and counted in seats', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 2 });
    await registerAll(context, eventId, ['ana@example.org']);
    const pair = registration(eventId, { email: 'ben@example.org', companions: 1 });
    await registerAttendee(context, pair);
    await registerAll(context, eventId, ['caro@example.org']);
    context.setNow('2026-12-09T01:29:00.000Z');
    expect(await forgetDrafts(context)).toBe(0);
    context.setNow('2026-12-09T01:31:00.000Z');
    expect(await forgetDrafts(context)).toBe(2);
    expect(await countStates(context, eventId)).toEqual({ confirmed: 1 });
    expect(await mailKinds(context)).toEqual(['confirmed']);
    expect(await context.db.selectFrom('event_counts').selectAll().execute()).toEqual([
      { event_id: eventId, status: 'waitlisted', listen: 'es', people: 3 }
    ]);
  });

  test.for(['news', 'tell'] as const)('who asked for the record (%s) is kept', async (way) => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 1 });
    await registerAll(context, eventId, ['ana@example.org']);
    const ben = { email: 'ben@example.org', news: way === 'news' };
    await registerAttendee(context, registration(eventId, ben));
    const [token = ''] = await registerAll(context, eventId, [ben.email]);
    if (way === 'tell') await tellOfRecord(context, token, true);
    context.setNow('2026-12-20T00:00:00.000Z');
    expect(await forgetDrafts(context)).toBe(0);
    expect(await countStates(context, eventId)).toEqual({ confirmed: 1, waitlisted: 1 });
  });
});
