import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../tests/support/databases.ts';
import { at, idsOf, openWith, sitDown, snapshotOf, until } from '../../../tests/support/desk.ts';
import { publishEvent } from '../../../tests/support/events.ts';
import { addQuestion, addViewer, questionRow } from '../../../tests/support/questions.ts';
import { moderateQuestion } from '../server/questions/moderate-question.ts';
import type { StaffQuestion } from './protocol.ts';

onBothDatabases('a desk', (setUp) => {
  test('moves on to the next question when one is decided, and shows it at once', async () => {
    const { ana, ids } = await openWith(await setUp(), 3);
    const { list } = ana.desk;
    expect(list.selectedId).toBe(ids[0]);
    const decided = ana.desk.decide([{ id: ids[0], action: 'approve' }]);
    expect(list.selectedId).toBe(ids[1]);
    expect(idsOf(list.columns.stage)).toEqual([ids[0]]);
    expect(await decided).toBe('done');
    expect(list.find(ids[0])?.version).toBe(2);
  });

  test('selects nothing when the last question of a column is decided', async () => {
    const { ana, ids } = await openWith(await setUp(), 1);
    await ana.desk.decide([{ id: ids[0], action: 'approve' }]);
    expect(ana.desk.list.selected).toBeUndefined();
    expect(ana.desk.list.column).toBe('waiting');
    await ana.desk.undo();
    expect(ana.desk.list.selectedId).toBe(ids[0]);
  });

  test('keeps a question in place while it is selected, although a colleague decided it', async () => {
    const { ana, marco, ids } = await openWith(await setUp(), 2);
    await marco.desk.decide([{ id: ids[0], action: 'approve' }]);
    await ana.listen();
    expect(idsOf(ana.desk.list.columns.waiting)).toEqual(ids);
    ana.desk.list.move(1);
    expect(idsOf(ana.desk.list.columns.waiting)).toEqual([ids[1]]);
    expect(idsOf(ana.desk.list.columns.stage)).toEqual([ids[0]]);
  });

  test('lets new questions wait until somebody asks for them', async () => {
    const { context, eventId, ana, ids } = await openWith(await setUp(), 1);
    const late = await addQuestion(context, eventId, 'waiting', { created_at: at(50) });
    ana.desk.replace(await snapshotOf(ana));
    expect(idsOf(ana.desk.list.columns.waiting)).toEqual(ids);
    expect(ana.desk.list.unseen).toBe(1);
    ana.desk.list.showNew();
    expect(idsOf(ana.desk.list.columns.waiting)).toEqual([...ids, late]);
  });

  test('does not reorder the published while votes come in', async () => {
    const { context, eventId } = await openWith(await setUp(), 1);
    const low = await addQuestion(context, eventId, 'approved', { votes: 1, created_at: at(1) });
    const high = await addQuestion(context, eventId, 'approved', { votes: 5, created_at: at(2) });
    const { desk } = await sitDown(context, eventId, 'Eva');
    desk.apply({ from: desk.rev, rev: desk.rev, items: [{ type: 'votes', votes: { [low]: 9 } }] });
    expect(idsOf(desk.list.columns.stage)).toEqual([high, low]);
    desk.list.showNew();
    expect(idsOf(desk.list.columns.stage)).toEqual([low, high]);
  });

  test('shows the questions of held viewers only where they are asked for', async () => {
    const context = await setUp();
    const { eventId, ids } = await openWith(context, 1);
    const viewer = await addViewer(context, eventId);
    const held = await addQuestion(context, eventId, 'waiting', { viewer_id: viewer });
    const { desk } = await sitDown(context, eventId, 'Eva');
    await desk.decide([{ id: held, action: 'stand', standing: 'held' }]);
    desk.select(ids[0] ?? null);
    expect(idsOf(desk.list.columns.waiting)).toEqual(ids);
    desk.list.filter = { text: '', lang: null, flagged: false, apart: true };
    desk.select(held);
    expect(idsOf(desk.list.columns.waiting)).toContain(held);
    await desk.undo();
    expect(desk.list.find(held)?.standing).toBeUndefined();
  });

  test('tells a namesake from oneself', async () => {
    const context = await setUp();
    const { eventId, ids } = await openWith(context, 1);
    const [one, other] = [
      await sitDown(context, eventId, 'Eva'),
      await sitDown(context, eventId, 'Eva')
    ];
    const claim = { id: ids[0], action: 'claim', version: 1 } as const;
    await moderateQuestion(context, eventId, one.staffId, claim);
    await other.listen();
    await one.listen();
    const claimed = other.desk.list.find(ids[0]);
    expect(claimed && other.desk.claimant(claimed)).toBe('Eva');
    const own = one.desk.list.find(ids[0]);
    expect(own?.claim && one.desk.claimant(own)).toBeNull();

    other.desk.staff = ['Ana', 'Eva', 'Eva'];
    expect(other.desk.colleagues).toEqual(['Ana', 'Eva']);
  });

  test('makes a waiting question the next one by one decision, and undoes it by one', async () => {
    const { context, ana, ids } = await openWith(await setUp(), 2);
    const [id = ''] = ids;
    await ana.desk.decide([
      { id, action: 'approve' },
      { id, action: 'queue' }
    ]);
    expect(await questionRow(context, id)).toMatchObject({ status: 'queued', version: 3 });
    await ana.desk.undo();
    expect(await questionRow(context, id)).toMatchObject({ status: 'waiting' });
    expect(ana.desk.lastDecision).toBeNull();
  });

  test('puts questions of "next up" into another order, up and down', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    const ids = [];
    for (const position of [1_024, 2_048, 3_072])
      ids.push(await addQuestion(context, eventId, 'queued', { position }));
    const { desk } = await sitDown(context, eventId, 'Ana');
    desk.select(ids[2] ?? null);
    await desk.shift(-1);
    expect(idsOf(desk.list.columns.stage)).toEqual([ids[0], ids[2], ids[1]]);
    await desk.shift(-1);
    await desk.shift(-1);
    expect(idsOf(desk.list.columns.stage)).toEqual([ids[2], ids[0], ids[1]]);
    await desk.shift(1);
    await desk.shift(1);
    expect(idsOf(desk.list.columns.stage)).toEqual(ids);
    expect(idsOf((await sitDown(context, eventId, 'Eva')).desk.list.columns.stage)).toEqual(ids);
  });

  test('undoes the decision that is on its way, and none before it', async () => {
    const { context, ana, ids } = await openWith(await setUp(), 3);
    const [first = '', second = '', third = ''] = ids;
    await ana.desk.decide([{ id: first, action: 'approve' }]);
    const decided = ana.desk.decide([{ id: second, action: 'decline', reason: 'off_topic' }]);
    expect(ana.desk.lastDecision).toMatchObject({ action: 'decline', question: { id: second } });
    const undone = ana.desk.undo();
    await ana.desk.decide([{ id: third, action: 'approve' }]);
    await Promise.all([decided, undone]);
    const states = ids.map(async (id) => (await questionRow(context, id)).status);
    expect(await Promise.all(states)).toEqual(['approved', 'waiting', 'approved']);
  });

  test('undoes twice when the key is pressed twice', async () => {
    const { context, ana, ids } = await openWith(await setUp(), 3);
    for (const id of ids) await ana.desk.decide([{ id, action: 'approve' }]);
    const undone = ana.desk.undo();
    await Promise.resolve();
    expect(ana.desk.outbox.pending).toHaveLength(1);
    await Promise.all([undone, ana.desk.undo()]);
    const states = ids.map(async (id) => (await questionRow(context, id)).status);
    expect(await Promise.all(states)).toEqual(['approved', 'waiting', 'waiting']);
  });

  test('undoes what was decided for many at once', async () => {
    const { context, ana, ids } = await openWith(await setUp(), 12);
    const some = ids.slice(2, 11);
    await ana.desk.decide(some.map((id) => ({ id, action: 'decline', reason: 'off_topic' })));
    expect(idsOf(ana.desk.list.columns.done).sort()).toEqual([...some].sort());
    expect(ana.desk.lastDecision).toMatchObject({ action: 'decline', count: 9 });
    await ana.desk.undo();
    for (const id of ids) expect((await questionRow(context, id)).status).toBe('waiting');
  });

  test('undoes step by step, also the turn that a start had ended', async () => {
    const { context, ana, ids } = await openWith(await setUp(), 2);
    const [first = '', second = ''] = ids;
    for (const id of ids) await ana.desk.decide([{ id, action: 'approve' }]);
    await ana.desk.decide([{ id: first, action: 'start' }]);
    await ana.listen();
    await ana.desk.decide([{ id: second, action: 'start' }]);
    await ana.listen();
    await ana.desk.undo();
    await ana.listen();
    expect((await questionRow(context, first)).status).toBe('live');
    expect(ana.desk.lastDecision).toMatchObject({ action: 'start', question: { id: first } });
    for (let step = 0; step < 3; step++) await ana.desk.undo();
    for (const id of ids) expect((await questionRow(context, id)).status).toBe('waiting');
  });

  test('offers no undo of what a colleague decided anew', async () => {
    const { context, ana, marco, ids } = await openWith(await setUp(), 2);
    const [first = '', second = ''] = ids;
    await ana.desk.decide([{ id: second, action: 'approve' }]);
    await ana.desk.decide([{ id: first, action: 'approve' }]);
    await marco.listen();
    await marco.desk.decide([{ id: first, action: 'answer' }]);
    await ana.listen();
    expect(ana.desk.lastDecision).toMatchObject({ question: { id: second } });
    await ana.desk.undo();
    expect((await questionRow(context, first)).status).toBe('answered');
  });

  test('lists who was faster when a decision is refused, and keeps what was typed', async () => {
    const { ana, marco, ids } = await openWith(await setUp(), 1);
    const [id = ''] = ids;
    await marco.desk.decide([{ id, action: 'approve' }]);
    const outcome = await ana.desk.decide([{ id, action: 'edit', text: 'Mejor dicho' }]);
    expect(outcome).toBe('refused');
    expect(ana.desk.refused).toMatchObject([
      { decision: { text: 'Mejor dicho' }, refusal: { code: 'conflict', by: 'Marco' }, late: false }
    ]);
    expect(ana.desk.list.find(id)).toMatchObject({ status: 'approved', edited: false });
  });
});

onBothDatabases('a full desk', (setUp) => {
  test('holds the oldest of those that wait first, and brings all others by pages', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    const ids: string[] = [];
    for (let index = 0; index < 420; index++)
      ids.push(await addQuestion(context, eventId, 'waiting', { created_at: at(index) }));
    const queued = await addQuestion(context, eventId, 'queued', { created_at: at(0) });
    const { desk, listen } = await sitDown(context, eventId, 'Ana');
    expect(desk.list.selectedId).toBe(ids[0]);
    await until(() => desk.questions.length === 421);
    await listen();
    expect(idsOf(desk.list.columns.waiting)).toEqual(ids);
    expect(idsOf(desk.list.columns.stage)).toEqual([queued]);
    expect(desk.list.unseen).toBe(0);
  });

  test('takes the next one in a language that no colleague has', async () => {
    const context = await setUp();
    const { eventId, marco } = await openWith(context, 0);
    const [english = '', other = ''] = [
      await addQuestion(context, eventId, 'waiting', { lang: 'en', created_at: at(1) }),
      await addQuestion(context, eventId, 'waiting', { lang: 'en', created_at: at(2) })
    ];
    marco.desk.replace(await snapshotOf(marco));
    marco.desk.claims.hold(english);
    await until(async () => (await countClaims(context)) === 1);
    const { desk } = await sitDown(context, eventId, 'Eva');
    expect(desk.claimant(desk.list.find(english) as StaffQuestion)).toBe('Marco');
    expect(desk.takeNext('en')).toBe(true);
    expect(desk.list.selectedId).toBe(other);
    await until(async () => (await countClaims(context)) === 2);
    expect(desk.takeNext('es')).toBe(false);
    desk.now += 61_000;
    expect(desk.takeNext('en')).toBe(true);
    expect(desk.list.selectedId).toBe(english);
    desk.select(null);
    marco.desk.claims.drop();
    await until(async () => (await countClaims(context)) === 0);
  });
});

async function countClaims(context: TestContext): Promise<number> {
  return (await context.db.selectFrom('question_claims').select('question_id').execute()).length;
}
