import { beforeEach, expect, test, vi } from 'vitest';
import { onBothDatabases } from '../../../tests/support/databases.ts';
import { idsOf, openWith, sitDown, until } from '../../../tests/support/desk.ts';
import { questionRow } from '../../../tests/support/questions.ts';

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key)
  });
});

onBothDatabases('a desk without connection', (setUp) => {
  test('keeps decisions, shows them, and sends them when it is back', async () => {
    const { context, ana, ids } = await openWith(await setUp(), 3);
    ana.cutLine();
    const [first, second = ''] = ids;
    expect(await ana.desk.decide([{ id: first, action: 'approve' }])).toBe('queued');
    await ana.desk.decide([{ id: second, action: 'decline', reason: 'off_topic' }]);
    expect(idsOf(ana.desk.list.columns.stage)).toEqual([first]);
    expect([...ana.desk.unsent]).toEqual([first, second]);
    expect((await questionRow(context, first)).status).toBe('waiting');
    await ana.mendLine();
    await until(() => ana.desk.outbox.pending.length === 0);
    expect((await questionRow(context, first)).status).toBe('approved');
    expect((await questionRow(context, second)).status).toBe('declined');
  });

  test('overwrites nothing that somebody decided meanwhile, and says so until it was read', async () => {
    const { context, ana, marco, ids } = await openWith(await setUp(), 2);
    const [first, second = ''] = ids;
    ana.cutLine();
    await ana.desk.decide([
      { id: first, action: 'approve' },
      { id: first, action: 'queue' }
    ]);
    await ana.desk.decide([{ id: second, action: 'approve' }]);
    await marco.desk.decide([{ id: first, action: 'decline', reason: 'at_risk' }]);
    await ana.mendLine();
    await until(() => ana.desk.outbox.pending.length === 0);
    expect((await questionRow(context, first)).status).toBe('declined');
    expect((await questionRow(context, second)).status).toBe('approved');
    expect(ana.desk.refused).toMatchObject([{ refusal: { by: 'Marco' }, late: true }]);
    await ana.desk.decide([{ id: second, action: 'answer' }]);
    expect(ana.desk.refused).toHaveLength(1);
    ana.desk.dismissRefusals();
    expect(ana.desk.refused).toEqual([]);
  });

  test('takes unsent decisions back without asking the hub', async () => {
    const { ana, ids } = await openWith(await setUp(), 2);
    ana.cutLine();
    await ana.desk.decide(ids.map((id) => ({ id, action: 'approve' })));
    expect(ana.desk.lastDecision).toMatchObject({ action: 'approve', count: 2 });
    await ana.desk.undo();
    expect(idsOf(ana.desk.list.columns.waiting)).toEqual(ids);
    await ana.mendLine();
    expect(ana.sent).toEqual([]);
  });

  test('takes them up again after a reload', async () => {
    const { context, ana, ids } = await openWith(await setUp(), 2);
    const [id] = ids;
    ana.cutLine();
    await ana.desk.decide([{ id, action: 'approve' }]);
    const again = await ana.reload();
    await until(() => again.desk.outbox.pending.length === 0);
    expect((await questionRow(context, id)).status).toBe('approved');
    expect(again.desk.lastDecision).toMatchObject({ action: 'approve', question: { id } });
  });

  test('does not take the decision of a namesake for its own', async () => {
    const context = await setUp();
    const { eventId, ids } = await openWith(context, 1);
    const [id] = ids;
    const one = await sitDown(context, eventId, 'Eva');
    const other = await sitDown(context, eventId, 'Eva');
    one.loseNextRequest();
    expect(await one.desk.decide([{ id, action: 'approve' }])).toBe('queued');
    await other.desk.decide([{ id, action: 'decline', reason: 'at_risk' }]);
    await one.mendLine();
    await until(() => one.desk.outbox.pending.length === 0);
    expect(one.desk.refused).toMatchObject([{ decision: { id }, refusal: { by: 'Eva' } }]);
  });

  test('decides once when only the answer was lost', async () => {
    const { context, ana, ids } = await openWith(await setUp(), 2);
    const [first, second = ''] = ids;
    ana.loseNextAnswer();
    expect(await ana.desk.decide([{ id: first, action: 'approve' }])).toBe('queued');
    await ana.mendLine();
    await until(() => ana.desk.outbox.pending.length === 0);
    expect(ana.desk.refused).toEqual([]);
    expect((await questionRow(context, first)).version).toBe(2);
    ana.loseNextAnswer();
    await ana.desk.decide([{ id: second, action: 'note', text: 'Ojo' }]);
    await ana.mendLine();
    await until(() => ana.desk.outbox.pending.length === 0);
    expect(ana.desk.list.find(second)?.notes).toHaveLength(1);
  });
});
