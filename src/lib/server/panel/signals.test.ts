import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { makeLink } from '../../../../tests/support/panel.ts';
import { addQuestion } from '../../../../tests/support/questions.ts';
import type { SignalInput } from '../../schema/panel.ts';
import { forgetPanel } from './forget-panel.ts';
import { listSignals, markSignalSeen, sendSignal } from './signals.ts';

async function send(
  context: TestContext,
  eventId: string,
  input: SignalInput = { kind: 'slower' },
  from = 'Inés'
) {
  const outcome = await sendSignal(context, eventId, from, input);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.signal;
}

onBothDatabases('signals', (setUp) => {
  test('say what, from whom, about which question and when', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    const question = await addQuestion(context, eventId, 'live');
    const signal = await send(context, eventId, { kind: 'repeat_number', question });
    expect(await listSignals(context.db, eventId)).toEqual([
      {
        id: signal.id,
        kind: 'repeat_number',
        from: 'Inés',
        question,
        at: context.now().toISOString()
      }
    ]);
  });

  test('pressed twice are one until a moderator has seen it', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    const first = await send(context, eventId);
    expect((await send(context, eventId)).id).toBe(first.id);
    await markSignalSeen(context, eventId, 'Rosario', first.id);
    expect((await send(context, eventId)).id).not.toBe(first.id);
    expect((await send(context, eventId, { kind: 'slower' }, 'Zara')).id).not.toBe(first.id);
  });

  test('pressed at once by an unsteady finger are one', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    const sent = await Promise.all(
      Array.from({ length: 5 }, () => send(context, eventId, { kind: 'not_ready' }))
    );
    expect(new Set(sent.map((signal) => signal.id)).size).toBe(1);
  });

  test('are seen once: who was first stays', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    const { id } = await send(context, eventId);
    context.setNow('2026-11-24T18:01:00.000Z');
    expect(await markSignalSeen(context, eventId, 'Rosario', id)).toMatchObject({
      ok: true,
      signal: { seenBy: 'Rosario', seenAt: '2026-11-24T18:01:00.000Z' }
    });
    context.setNow('2026-11-24T18:02:00.000Z');
    expect(await markSignalSeen(context, eventId, 'Marco', id)).toMatchObject({
      signal: { seenBy: 'Rosario', seenAt: '2026-11-24T18:01:00.000Z' }
    });
  });

  test('of another event do not exist here', async () => {
    const context = await setUp();
    const [eventId, other] = [await publishEvent(context), await publishEvent(context)];
    const { id } = await send(context, other);
    expect(await markSignalSeen(context, eventId, 'Rosario', id)).toEqual({
      ok: false,
      code: 'not_found'
    });
    expect(await listSignals(context.db, eventId)).toEqual([]);
  });

  test.for([
    ['waits', 'waiting', 'public'],
    ['was declined', 'declined', 'public'],
    ['is for moderators', 'approved', 'moderators']
  ] as const)('name no question that %s', async ([, status, audience]) => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    const question = await addQuestion(context, eventId, status, { audience });
    expect(await sendSignal(context, eventId, 'Inés', { kind: 'mine', question })).toEqual({
      ok: false,
      code: 'not_found'
    });
  });

  test('name no question of another event', async () => {
    const context = await setUp();
    const [eventId, other] = [await publishEvent(context), await publishEvent(context)];
    const question = await addQuestion(context, other, 'live');
    expect(await sendSignal(context, eventId, 'Inés', { kind: 'mine', question })).toMatchObject({
      code: 'not_found'
    });
  });

  test('that are unseen are listed however many were seen since', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    const unseen = await send(context, eventId, { kind: 'slower' }, 'Alma');
    for (let second = 10; second < 55; second += 1) {
      context.setNow(`2026-11-24T18:00:${second}.000Z`);
      const { id } = await send(context, eventId);
      await markSignalSeen(context, eventId, 'Rosario', id);
    }
    const listed = await listSignals(context.db, eventId);
    expect(listed[0]?.id).toBe(unseen.id);
    expect(listed.length).toBe(40);
    expect(listed.at(-1)?.at).toBe('2026-11-24T18:00:54.000Z');
  });

  test('end with the event, and are gone soon after', async () => {
    const context = await setUp();
    const [ended, running] = [await publishEvent(context), await publishEvent(context)];
    await send(context, ended);
    await send(context, running);
    await context.db
      .updateTable('events')
      .set({ status: 'ended' })
      .where('id', '=', ended)
      .execute();
    expect(await sendSignal(context, ended, 'Inés', { kind: 'slower' })).toEqual({
      ok: false,
      code: 'closed'
    });
    await forgetPanel(context);
    expect(await listSignals(context.db, ended)).toEqual([]);
    expect(await listSignals(context.db, running)).toHaveLength(1);
    context.setNow('2026-11-25T08:00:00.000Z');
    expect(await sendSignal(context, running, 'Inés', { kind: 'slower' })).toMatchObject({
      code: 'closed'
    });
    await forgetPanel(context);
    expect(await listSignals(context.db, running)).toEqual([]);
  });

  test('and links leave nobody behind when the event’s personal data is deleted', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    await makeLink(context, eventId);
    const count = () => context.db.selectFrom('panel_links').select('id').execute();
    context.setNow('2026-12-20T00:00:00.000Z');
    await forgetPanel(context);
    expect(await count()).toHaveLength(1);
    context.setNow('2026-12-25T00:00:00.000Z');
    await forgetPanel(context);
    expect(await count()).toHaveLength(0);
  });
});
