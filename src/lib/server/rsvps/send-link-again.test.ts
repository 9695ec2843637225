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

onBothDatabases('sending a link again', (setUp) => {
  test('mails who has an RSVP, and nobody else', async () => {
    const context = await setUp();
    await registerAll(context, await publishPanel(context), ['ana@example.org']);
    await sendLinkAgain(context, 'Ana@Example.org');
    await sendLinkAgain(context, 'who@example.org');
    expect((await mailKinds(context)).sort()).toEqual(['confirmed', 'link_again']);
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
    const costs: string[] = [];
    for (const email of [
      'ana@example.org',
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

/** The kinds of the statements that some work takes, in order. */
async function costOf(
  context: TestContext,
  work: (counted: TestContext) => Promise<unknown>
): Promise<string> {
  const { counted, kinds } = countStatements(context);
  await work(counted);
  return kinds.join(' ');
}
