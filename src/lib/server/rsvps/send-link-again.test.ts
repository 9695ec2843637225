import { expect, test } from 'vitest';
import {
  mailKinds,
  publishPanel,
  registerAll,
  registration
} from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { countStatements } from '../../../../tests/support/statements.ts';
import { registerAttendee } from './register-attendee.ts';
import { sendLinkAgain } from './send-link-again.ts';

const ANA = 'ana@example.org';

onBothDatabases('sending a link again', (setUp) => {
  test('mails who has an RSVP, and nobody else', async () => {
    const context = await setUp();
    await registerAll(context, await publishPanel(context), ['ana@example.org']);
    await sendLinkAgain(context, 'Ana@Example.org');
    await sendLinkAgain(context, 'who@example.org');
    expect((await mailKinds(context)).sort()).toEqual(['confirmed', 'link_again']);
  });

  test('mails the link of every event that is to come, and of none before', async () => {
    const context = await setUp();
    const [one, two, over] = [
      await publishPanel(context),
      await publishPanel(context),
      await publishPanel(context)
    ];
    for (const eventId of [one, two, over]) await registerAll(context, eventId, [ANA]);
    await context.db
      .updateTable('events')
      .set({ ends_at: '2026-11-24T18:30:00.000Z' })
      .where('id', '=', over)
      .execute();
    context.setNow('2026-11-24T20:00:00.000Z');
    await sendLinkAgain(context, ANA);
    expect((await eventsMailed(context)).toSorted()).toEqual([one, two].toSorted());
  });

  test('mails three at a time, and the fourth when asked an hour later', async () => {
    const context = await setUp();
    const events: string[] = [];
    for (let count = 0; count < 4; count++) events.push(await publishPanel(context));
    for (const eventId of events) await registerAll(context, eventId, [ANA]);
    context.setNow('2026-11-24T20:00:00.000Z');
    await sendLinkAgain(context, ANA);
    expect(await eventsMailed(context)).toHaveLength(3);
    context.setNow('2026-11-24T21:01:00.000Z');
    await sendLinkAgain(context, ANA);
    expect(new Set(await eventsMailed(context))).toEqual(new Set(events));
  });

  test('mails the link of the last event when none is to come', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await registerAll(context, eventId, [ANA]);
    context.setNow('2026-12-05T00:00:00.000Z');
    await sendLinkAgain(context, ANA);
    expect(await eventsMailed(context)).toEqual([eventId]);
  });

  test('mails an address three times an hour at most', async () => {
    const context = await setUp();
    await registerAll(context, await publishPanel(context), ['ana@example.org']);
    for (let again = 10; again < 20; again++) {
      context.setNow(`2026-11-24T18:${again}:00.000Z`);
      await sendLinkAgain(context, 'ana@example.org');
    }
    expect(await mailKinds(context)).toHaveLength(3);
    context.setNow('2026-11-24T19:12:01.000Z');
    await sendLinkAgain(context, 'ana@example.org');
    expect(await mailKinds(context)).toHaveLength(4);
  });

  test('costs the same statements and commits for a known, an unknown and a tired address', async () => {
    const context = await setUp();
    await registerAll(context, await publishPanel(context), ['ana@example.org']);
    for (let events = 0; events < 2; events++)
      await registerAll(context, await publishPanel(context), ['ben@example.org']);
    context.setNow('2026-11-24T20:00:00.000Z');
    const costs: string[] = [];
    for (const email of [
      'ana@example.org',
      'ben@example.org',
      'who@example.org',
      'ana@example.org',
      'ana@example.org'
    ])
      costs.push(await costOf(context, (counted) => sendLinkAgain(counted, email)));
    expect(new Set(costs).size).toBe(1);
    expect(costs[0]).toContain('insert');
  });
});

onBothDatabases('registering', (setUp) => {
  test('costs the same commits for a known and an unknown address, and a write each', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await registerAttendee(context, registration(eventId));
    const [known, unknown] = [
      await costOf(context, (counted) => registerAttendee(counted, registration(eventId))),
      await costOf(context, (counted) =>
        registerAttendee(counted, registration(eventId, { email: 'who@example.org' }))
      )
    ];
    expect(known.split(' ').length).toBe(unknown.split(' ').length);
    expect(known).toContain('insert');
    expect(unknown).toContain('insert');
  });
});

/** The events whose links were mailed again. */
async function eventsMailed(context: TestContext): Promise<(string | null)[]> {
  const rows = await context.db
    .selectFrom('mail_outbox')
    .select('event_id')
    .where('kind', '=', 'link_again')
    .execute();
  return rows.map((row) => row.event_id);
}

/** The kinds of the statements that some work takes, in order. */
async function costOf(
  context: TestContext,
  work: (counted: TestContext) => Promise<unknown>
): Promise<string> {
  const { counted, kinds } = countStatements(context);
  await work(counted);
  return kinds.join(' ');
}
