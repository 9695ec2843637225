import { expect, test } from 'vitest';
import { registration } from '../../../../tests/support/attendees.ts';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { seedAttendees } from '../../../../tests/support/many-attendees.ts';
import {
  addressesOf,
  openDesk,
  people,
  press,
  progressOf,
  queueOneBatch,
  sendAll,
  writeMessage
} from '../../../../tests/support/messages.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { continueMessages } from './continue-messages.ts';
import { countRecipients } from './recipients.ts';
import { resumeMessage, stopMessage } from './stop-message.ts';

onBothDatabases('a message that is interrupted', (setUp) => {
  test('goes on where it was, and nobody gets it twice', async () => {
    const context = await setUp();
    const desk = await openDesk(context);
    await seedAttendees(context, desk.eventId, 60);
    const message = await writeMessage(context, desk);
    const { total } = await countRecipients(context, message);
    await press(context, desk, message);
    await queueOneBatch(context, 7);
    expect(await sendAll(context)).toHaveLength(7);
    expect(await progressOf(context, message.id)).toMatchObject({
      status: 'sending',
      sent: 7,
      waiting: total - 7
    });
    await continueMessages(context, { batch: 7 });
    const rest = await sendAll(context);
    expect(rest).toHaveLength(total - 7);
    expect(new Set(addressesOf(rest)).size).toBe(total - 7);
    await continueMessages(context);
    expect(await progressOf(context, message.id)).toMatchObject({ status: 'sent', sent: total });
  });

  test('writes the same row once when its cursor was lost', async () => {
    const context = await setUp();
    const desk = await openDesk(context, people('ana', 'beto'));
    const message = await writeMessage(context, desk);
    await press(context, desk, message);
    await continueMessages(context);
    await context.db.updateTable('messages').set({ cursor: null, queued: 0 }).execute();
    await continueMessages(context);
    expect(await sendAll(context)).toHaveLength(2);
  });

  test('is brought by two workers at once as by one', async () => {
    const context = await setUp();
    const desk = await openDesk(context);
    await seedAttendees(context, desk.eventId, 40);
    const message = await writeMessage(context, desk);
    const { total } = await countRecipients(context, message);
    await press(context, desk, message);
    await Promise.all([1, 2, 3].map(() => continueMessages(context, { batch: 3 })));
    const mails = (await Promise.all([sendAll(context), sendAll(context)])).flat();
    expect(mails).toHaveLength(total);
    expect(new Set(addressesOf(mails)).size).toBe(total);
  });

  test('ends where it is stopped, and goes on only when somebody says so', async () => {
    const context = await setUp();
    const desk = await openDesk(context);
    await seedAttendees(context, desk.eventId, 40);
    const message = await writeMessage(context, desk);
    const { total } = await countRecipients(context, message);
    await press(context, desk, message);
    await queueOneBatch(context, 5);
    const first = await sendAll(context);
    await queueOneBatch(context, 5);
    expect(await stopMessage(context, desk.staffId, desk.eventId, message.id)).toEqual({
      ok: true,
      sent: 5
    });
    await continueMessages(context);
    expect(await sendAll(context)).toEqual([]);
    expect(await progressOf(context, message.id)).toMatchObject({
      status: 'stopped',
      sent: 5,
      waiting: 0,
      left: total - 5
    });
    expect((await press(context, desk, message)).ok).toBe(false);
    expect(await resumeMessage(context, desk.staffId, desk.eventId, message.id)).toEqual({
      ok: true
    });
    await continueMessages(context);
    const all = [...first, ...(await sendAll(context))];
    expect(new Set(addressesOf(all)).size).toBe(total);
    expect(all).toHaveLength(total);
    const audited = await context.db.selectFrom('audit_log').select(['what', 'detail']).execute();
    expect(audited.filter(({ what }) => what.startsWith('message_')).sort(byVerb)).toEqual([
      { what: 'message_resumed', detail: expect.any(String) },
      { what: 'message_sent', detail: JSON.stringify({ count: total, lang: 'es en' }) },
      { what: 'message_stopped', detail: JSON.stringify({ mails: 5 }) }
    ]);
  });

  test('is not stopped any more once it has gone to everybody', async () => {
    const context = await setUp();
    const desk = await openDesk(context, people('ana'));
    const message = await writeMessage(context, desk);
    await press(context, desk, message);
    await continueMessages(context);
    await sendAll(context);
    expect(await stopMessage(context, desk.staffId, desk.eventId, message.id)).toEqual({
      ok: false,
      code: 'not_sending'
    });
  });
});

onBothDatabases('mails to many', (setUp) => {
  test('wait for what one person waits for', async () => {
    const context = await setUp();
    const desk = await openDesk(context);
    await seedAttendees(context, desk.eventId, 40);
    const message = await writeMessage(context, desk);
    await press(context, desk, message);
    await continueMessages(context);
    context.setNow('2026-11-24T18:05:00.000Z');
    await registerAttendee(context, registration(desk.eventId, { email: 'zoe@example.org' }));
    const [first] = await sendAll(context);
    expect(first).toMatchObject({ kind: 'waitlisted', to: { address: 'zoe@example.org' } });
  });
});

function byVerb(a: { what: string }, b: { what: string }): number {
  return a.what.localeCompare(b.what);
}
