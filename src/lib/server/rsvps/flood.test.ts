import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  countStates,
  mailKinds,
  publishPanel,
  registration
} from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { countStatements } from '../../../../tests/support/statements.ts';
import { bitsOf, hasLeadingZeros } from '../../schema/proof.ts';
import { forgetDrafts } from '../privacy/drafts.ts';
import { deriveKeys } from '../privacy/keys.ts';
import { claimDueMails } from '../mail/claims.ts';
import { composeMail } from '../mail/compose.ts';
import { sendDueMails } from '../mail/send-due.ts';
import { openTransport } from '../mail/transport.ts';
import { insertEarlyQuestion } from '../questions/insert-question.ts';
import { ABUSE_LIMITS } from './abuse-limits.ts';
import { isFlooded, noteRsvp } from './flood.ts';
import { acceptsProof, issueChallenge } from './proof-of-work.ts';
import { confirmDraft, draftRsvp, draftToken, findDraft } from './rsvp-drafts.ts';

const START = Date.parse('2026-11-24T18:00:00.000Z');
const at = (seconds: number) => new Date(START + seconds * 1000);

/** So many RSVPs from everywhere, evenly within so many seconds. */
function pour(hub: object, count: number, seconds: number, address = '203.0.113.7'): void {
  for (let index = 0; index < count; index++) noteRsvp(hub, address, at((index * seconds) / count));
}

test('a flood is more than people can send in a minute, and ends ten minutes later', () => {
  const [calm, flooded] = [{}, {}];
  pour(calm, ABUSE_LIMITS.floodPerMinute - 1, 30);
  pour(flooded, ABUSE_LIMITS.floodPerMinute, 30);
  expect([isFlooded(calm, at(30)), isFlooded(flooded, at(30))]).toEqual([false, true]);
  expect([isFlooded(flooded, at(600)), isFlooded(flooded, at(640))]).toEqual([true, false]);
});

test('the same number over an hour, or from the machine itself, is no flood', () => {
  const [slow, own] = [{}, {}];
  pour(slow, 3000, 3600);
  pour(own, 3000, 10, '127.0.0.1');
  expect([isFlooded(slow, at(3600)), isFlooded(own, at(10))]).toEqual([false, false]);
});

test('work counts once, in its time, for a challenge of ours, and only when it was done', () => {
  const hub = { keys: deriveKeys(randomBytes(32)) };
  const challenge = issueChallenge(hub, at(0));
  const proof = solve(challenge);
  expect(acceptsProof(hub, `${challenge}:x`, at(1))).toBe(false);
  expect(acceptsProof(hub, proof, at(15 * 60))).toBe(false);
  expect(acceptsProof({ keys: deriveKeys(randomBytes(32)) }, proof, at(1))).toBe(false);
  expect(acceptsProof(hub, proof, at(1))).toBe(true);
  expect(acceptsProof(hub, proof, at(2))).toBe(false);
  const easier = challenge.replace(`.${ABUSE_LIMITS.proofBits}.`, '.1.');
  expect(acceptsProof(hub, solve(easier), at(1))).toBe(false);
  for (const nothing of [null, '', ':', '...:', 'x'.repeat(10_000)])
    expect(acceptsProof(hub, nothing, at(1))).toBe(false);
});

onBothDatabases('an RSVP that came in a flood', (setUp) => {
  test('holds no seat until its link is confirmed, and then is like any other', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 1 });
    await draftRsvp(context, registration(eventId, { name: 'Ana', question: '¿Quién?' }));
    expect(await countStates(context, eventId)).toEqual({});
    const [row] = await claimDueMails(context, 10);
    if (!row) throw new Error('no mail');
    const mail = await composeMail(context, row);
    const token = draftToken(context, row.id);
    expect(mail.text).toContain(`https://hub.example.org/es/confirmar/${token}`);
    expect(await findDraft(context, token)).toMatchObject({ eventId });
    expect(await confirmDraft(context, token, insertEarlyQuestion)).toMatchObject({ ok: true });
    expect(await countStates(context, eventId)).toEqual({ confirmed: 1 });
    expect(await confirmDraft(context, token, insertEarlyQuestion)).toEqual({
      ok: false,
      code: 'not_found'
    });
    expect(await mailKinds(context)).toEqual(['confirmed']);
  });

  test('takes its mail along, row and file, when it is confirmed', async () => {
    const context = await setUp();
    context.config.dataDir = mkdtempSync(join(tmpdir(), 'encuentro-draft-'));
    const eventId = await publishPanel(context);
    await draftRsvp(context, registration(eventId));
    await sendDueMails(context, openTransport(context.config));
    const folder = join(context.config.dataDir, 'mail');
    expect(readdirSync(folder)).toHaveLength(1);
    await confirmDraft(context, await draftLink(context), insertEarlyQuestion);
    expect(readdirSync(folder)).toEqual([]);
    expect(await mailKinds(context)).toEqual(['confirmed']);
  });

  test('stays a draft when the event does not take it, and is taken once it does', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await draftRsvp(context, registration(eventId));
    const token = await draftLink(context);
    await context.db.updateTable('events').set({ status: 'cancelled' }).execute();
    expect(await confirmDraft(context, token, insertEarlyQuestion)).toEqual({
      ok: false,
      code: 'cancelled_event'
    });
    await context.db.updateTable('events').set({ status: 'published' }).execute();
    expect(await confirmDraft(context, token, insertEarlyQuestion)).toMatchObject({ ok: true });
  });

  test('is forgotten after seven days, with its mail', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await draftRsvp(context, registration(eventId));
    context.setNow('2026-12-01T17:59:59.000Z');
    expect(await forgetDrafts(context)).toBe(0);
    context.setNow('2026-12-01T18:00:00.000Z');
    expect(await forgetDrafts(context)).toBe(1);
    expect(await mailKinds(context)).toEqual([]);
  });

  test('mails an address three times an hour at most', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    for (let again = 0; again < 9; again++) await draftRsvp(context, registration(eventId));
    expect(await mailKinds(context)).toHaveLength(3);
  });

  test('costs the same statements whether its address may still be mailed or not', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    const costs: string[] = [];
    for (let again = 0; again < 5; again++) {
      const { counted, kinds } = countStatements(context);
      await draftRsvp(counted, registration(eventId));
      costs.push(kinds.join(' '));
    }
    expect(new Set(costs).size).toBe(1);
    expect(costs[0]).toContain('insert');
  });

  test.for([
    ['draft', 'not_open'],
    ['cancelled', 'cancelled_event'],
    ['ended', 'ended']
  ] as const)('is refused when the event is %s', async ([status, code]) => {
    const context = await setUp();
    const eventId = await publishPanel(context, { status });
    expect(await draftRsvp(context, registration(eventId))).toEqual({ ok: false, code });
  });
});

/** The secret of the only draft's link. */
async function draftLink(context: TestContext): Promise<string> {
  const { id } = await context.db.selectFrom('rsvp_drafts').select('id').executeTakeFirstOrThrow();
  return draftToken(context, id);
}

function solve(challenge: string): string {
  for (let number = 0; ; number++) {
    const proof = `${challenge}:${number}`;
    const hash = createHash('sha256').update(proof).digest();
    if (hasLeadingZeros(hash, bitsOf(challenge) ?? 256)) return proof;
  }
}
