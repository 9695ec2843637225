import { expect, test } from 'vitest';
import { publishPanel, registerAll, registration } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { cancelRsvp } from '../rsvps/cancel-rsvp.ts';
import { acceptOffer } from '../rsvps/offers.ts';
import { draftRsvp } from '../rsvps/rsvp-drafts.ts';
import type { Transport } from './message.ts';
import { sendDueMails } from './send-due.ts';

const PEOPLE = ['ana@example.org', 'beto@example.org'];

/** Each leaves a mail of that kind for somebody whose link is returned. */
const WAYS = {
  async confirmed(context: TestContext) {
    return first(await registerAll(context, await publishPanel(context), PEOPLE));
  },
  async waitlisted(context: TestContext) {
    return last(await registerAll(context, await publishPanel(context, { capacity: 1 }), PEOPLE));
  },
  promoted: (context: TestContext) => freeSeat(context, 'promote'),
  offered: (context: TestContext) => freeSeat(context, 'offer'),
  async already(context: TestContext) {
    const eventId = await publishPanel(context);
    return last(await registerAll(context, eventId, ['ana@example.org', 'ana@example.org']));
  }
};
const KINDS = Object.keys(WAYS) as (keyof typeof WAYS)[];

onBothDatabases('a mail about a place that waited', (setUp) => {
  test.for(KINDS)('is sent while it is true: %s', async (kind) => {
    const context = await setUp();
    await WAYS[kind](context);
    expect(await sendAll(context)).toContain(kind);
  });

  test.for(KINDS)('is not sent to who left meanwhile: %s', async (kind) => {
    const context = await setUp();
    const token = await WAYS[kind](context);
    await cancelRsvp(context, token);
    const left = await context.db
      .selectFrom('mail_outbox')
      .innerJoin('rsvps', 'rsvps.id', 'mail_outbox.rsvp_id')
      .select('mail_outbox.id')
      .where('rsvps.status', '=', 'cancelled')
      .where('mail_outbox.status', '=', 'pending')
      .where('kind', '=', kind)
      .execute();
    expect(left).toHaveLength(1);
    expect(await sendAll(context)).toContain('cancelled');
    expect(await rowOf(context, left[0]?.id ?? '')).toEqual({
      status: 'dropped',
      error: 'rsvp_ended',
      payload_sealed: ''
    });
  });

  test('offers no seat to who has taken it', async () => {
    const context = await setUp();
    await acceptOffer(context, await WAYS.offered(context));
    expect(await sendAll(context)).toEqual(['confirmed']);
  });

  test.for(['waitlisted', 'already'])(
    'says nothing of the line to who has a seat by now: %s',
    async (kind) => {
      const context = await setUp();
      const eventId = await publishPanel(context, { capacity: 1 });
      const emails = kind === 'already' ? [...PEOPLE, 'beto@example.org'] : PEOPLE;
      await cancelRsvp(context, first(await registerAll(context, eventId, emails)));
      const sent = await sendAll(context);
      expect(sent).toContain('promoted');
      expect(sent).not.toContain(kind);
    }
  );
});

onBothDatabases('a mail that asks whether an RSVP is meant', (setUp) => {
  test('is sent while its link leads to a place', async () => {
    const context = await setUp();
    await draftRsvp(context, registration(await publishPanel(context)));
    context.setNow('2026-12-01T17:59:00.000Z');
    expect(await sendAll(context)).toEqual(['draft']);
  });

  test.for([
    ['the event was called off', 'event_cancelled'],
    ['the event is over', 'event_over'],
    ['a week has passed', 'draft_ended']
  ] as const)('is not sent when %s', async ([, reason]) => {
    const context = await setUp();
    await draftRsvp(context, registration(await publishPanel(context)));
    if (reason === 'event_cancelled')
      await context.db.updateTable('events').set({ status: 'cancelled' }).execute();
    if (reason === 'event_over')
      await context.db
        .updateTable('events')
        .set({ ends_at: context.now().toISOString() })
        .execute();
    if (reason === 'draft_ended') context.setNow('2026-12-01T18:00:00.000Z');
    expect(await sendAll(context)).toEqual([]);
    const { id } = await context.db
      .selectFrom('mail_outbox')
      .select('id')
      .executeTakeFirstOrThrow();
    expect(await rowOf(context, id)).toEqual({
      status: 'dropped',
      error: reason,
      payload_sealed: ''
    });
  });

  test('waits while its event is a draft itself', async () => {
    const context = await setUp();
    await draftRsvp(context, registration(await publishPanel(context)));
    await context.db.updateTable('events').set({ status: 'draft' }).execute();
    expect(await sendAll(context)).toEqual([]);
    await context.db.updateTable('events').set({ status: 'published' }).execute();
    context.setNow('2026-11-24T18:02:00.000Z');
    expect(await sendAll(context)).toEqual(['draft']);
  });
});

/** Ana's seat goes to Beto, and the mail that tells so is the only one that waits. */
async function freeSeat(context: TestContext, waitlist: 'promote' | 'offer'): Promise<string> {
  const eventId = await publishPanel(context, { capacity: 1, waitlist });
  const [ana = '', beto = ''] = await registerAll(context, eventId, PEOPLE);
  await sendAll(context);
  await cancelRsvp(context, ana);
  await context.db.deleteFrom('mail_outbox').where('kind', '=', 'cancelled').execute();
  return beto;
}

async function sendAll(context: TestContext): Promise<string[]> {
  const kinds: string[] = [];
  const transport: Transport = {
    send: async ({ kind }) => void kinds.push(kind),
    close: async () => {}
  };
  await sendDueMails(context, transport);
  return kinds;
}

async function rowOf(context: TestContext, id: string) {
  return await context.db
    .selectFrom('mail_outbox')
    .select(['status', 'error', 'payload_sealed'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

function first(tokens: string[]): string {
  return tokens[0] ?? '';
}

function last(tokens: string[]): string {
  return tokens.at(-1) ?? '';
}
