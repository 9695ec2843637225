import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addQuestion, addViewer, questionRow } from '../../../../tests/support/questions.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import type { ModerateInput } from '../../schema/question.ts';
import { staffChangesSince } from '../rooms/changes-since.ts';
import { askQuestion } from './ask-question.ts';
import { loadPublicQuestions, loadStaffQuestion } from './load-views.ts';
import { moderateQuestion } from './moderate-question.ts';

type Words = ModerateInput extends infer One
  ? One extends unknown
    ? Omit<One, 'version'>
    : never
  : never;

onBothDatabases('the life of a question', (setUp) => {
  test('the shortlist keeps its order, whoever is moved where', async () => {
    const { context, eventId, act } = await desk(setUp);
    const ids = [];
    for (const text of ['a', 'b', 'c', 'd'])
      ids.push(await addQuestion(context, eventId, 'approved', { text }));
    for (const id of ids) await act({ action: 'queue', id });
    const [a = '', b = '', c = '', d = ''] = ids;
    await act({ action: 'move', id: d, before: b });
    expect(await queue(context, eventId)).toEqual([a, d, b, c]);
    await act({ action: 'move', id: a });
    expect(await queue(context, eventId)).toEqual([d, b, c, a]);
    for (let round = 0; round < 30; round += 1)
      await act({ action: 'move', id: round % 2 ? a : c, before: b });
    expect((await queue(context, eventId)).indexOf(b)).toBe(3);
    expect(await act({ action: 'move', id: a, before: 'nobody-here' })).toMatchObject({
      code: 'invalid'
    });
  });

  test('every decision can be undone, one after the other', async () => {
    const { context, eventId, act } = await desk(setUp);
    const id = await addQuestion(context, eventId, 'waiting', {
      text: 'Mi número es 55 1234 5678'
    });
    const decisions: Words[] = [
      { action: 'edit', id, text: 'Mi número es 55 1234 5678', redact: true },
      { action: 'translate', id, lang: 'en', text: 'My number is hidden', status: 'checked' },
      { action: 'label', id, labels: ['policía'] },
      { action: 'approve', id },
      { action: 'queue', id },
      { action: 'start', id },
      { action: 'answer', id }
    ];
    const before = [];
    for (const words of decisions) {
      before.push(comparable(await loadStaffQuestion(context.db, id)));
      expect(await act(words)).toMatchObject({ ok: true });
    }
    for (const state of before.reverse()) {
      expect(await act({ action: 'undo', id })).toMatchObject({ ok: true });
      expect(comparable(await loadStaffQuestion(context.db, id))).toEqual(state);
    }
    expect(await act({ action: 'undo', id })).toMatchObject({ code: 'invalid' });
  });

  test.for([
    { action: 'translate', lang: 'en', text: 'And now?', status: 'checked' },
    { action: 'edit', text: 'Otra cosa' },
    { action: 'label', labels: ['agua'] }
  ] as const)('undoing the $action of the live question leaves it its turn', async (words) => {
    const { context, eventId, act } = await desk(setUp);
    const [first, second] = [
      await addQuestion(context, eventId, 'approved'),
      await addQuestion(context, eventId, 'approved')
    ];
    await act({ action: 'start', id: first });
    context.setNow('2026-11-24T18:20:00.000Z');
    await act({ action: 'start', id: second });
    const before = comparable(await loadStaffQuestion(context.db, second));
    const { answered_offset: offset } = await questionRow(context, second);
    await act({ ...words, id: second } as Words);
    expect(await act({ action: 'undo', id: second })).toMatchObject({ ok: true });
    expect(comparable(await loadStaffQuestion(context.db, second))).toEqual(before);
    expect(await questionRow(context, second)).toMatchObject({ answered_offset: offset });
    expect(await questionRow(context, first)).toMatchObject({ status: 'answered' });
    await act({ action: 'undo', id: second });
    expect(await questionRow(context, first)).toMatchObject({ status: 'live' });
    expect(await questionRow(context, second)).toMatchObject({
      status: 'approved',
      answered_offset: null
    });
  });

  test('nothing that was sealed for undo can be read from the database', async () => {
    const { context, eventId, act } = await desk(setUp);
    const id = await addQuestion(context, eventId, 'waiting', { text: 'zz-canary-words' });
    await act({ action: 'edit', id, text: 'otra cosa', redact: true });
    const rows = await context.db.selectFrom('question_history').selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('canary');
  });

  test('an edited question says so, and a checked translation of other words is only a suggestion', async () => {
    const { context, eventId, act } = await desk(setUp);
    const id = await addQuestion(context, eventId, 'approved');
    await act({ action: 'translate', id, lang: 'en', text: 'What next?', status: 'checked' });
    expect((await loadPublicQuestions(context.db, [id])).get(id)).toMatchObject({
      translation: 'checked',
      edited: false
    });
    await act({ action: 'edit', id, text: '¿Qué viene?' });
    expect((await loadPublicQuestions(context.db, [id])).get(id)).toMatchObject({
      translation: 'suggested',
      edited: true,
      text: { es: '¿Qué viene?' }
    });
    expect(
      await act({ action: 'translate', id, lang: 'es', text: 'no', status: 'checked' })
    ).toMatchObject({ code: 'invalid' });
  });

  test.for([
    ['before_publishing', 'approve'],
    ['before_stage', 'start']
  ] as const)(
    'an event that asks for translations %s refuses to %s without one',
    async ([policy, action]) => {
      const { context, eventId, act } = await desk(setUp);
      await context.db.updateTable('events').set({ translation_policy: policy }).execute();
      const id = await addQuestion(context, eventId, action === 'approve' ? 'waiting' : 'approved');
      expect(await act({ action, id })).toMatchObject({ ok: false, code: 'needs_translation' });
      await act({ action: 'translate', id, lang: 'en', text: 'What next?', status: 'suggested' });
      expect(await act({ action, id })).toMatchObject({ ok: false, code: 'needs_translation' });
      await act({ action: 'translate', id, lang: 'en', text: 'What next?', status: 'checked' });
      expect(await act({ action, id })).toMatchObject({ ok: true });
    }
  );

  test('a claim keeps colleagues off until it lapses or is given back', async () => {
    const { context, eventId, act, actAs } = await desk(setUp);
    const id = await addQuestion(context, eventId);
    expect(await act({ action: 'claim', id })).toMatchObject({
      ok: true,
      question: { version: 1, claim: { by: 'Rosario moderator' } }
    });
    expect(await actAs('other', { action: 'claim', id })).toMatchObject({
      code: 'conflict',
      by: 'Rosario moderator'
    });
    context.setNow('2026-11-24T18:01:01.000Z');
    expect(await actAs('other', { action: 'claim', id })).toMatchObject({ ok: true });
    await actAs('other', { action: 'release', id });
    expect(await loadStaffQuestion(context.db, id)).not.toHaveProperty('claim');
  });

  test('notes stay among staff, a reply reaches its author alone', async () => {
    const { context, eventId, act } = await desk(setUp);
    const ana = await addViewer(context, eventId);
    const id = await addQuestion(context, eventId, 'approved', { viewer_id: ana });
    await act({ action: 'note', id, text: 'preguntar a Laura' });
    const outcome = await act({ action: 'reply', id, text: 'La vemos al final.' });
    expect(outcome).toMatchObject({
      ok: true,
      change: { mine: [{ viewerId: ana, question: { reply: 'La vemos al final.' } }] }
    });
    expect(await loadStaffQuestion(context.db, id)).toMatchObject({
      notes: [{ by: 'Rosario moderator', text: 'preguntar a Laura' }]
    });
    const publicly = JSON.stringify([...(await loadPublicQuestions(context.db, [id])).values()]);
    expect(publicly).not.toMatch(/Laura|al final/);
  });

  test('a blocked viewer cannot ask, a held one does not notice', async () => {
    const { context, eventId, act } = await desk(setUp);
    const ana = await addViewer(context, eventId);
    const id = await addQuestion(context, eventId, 'waiting', { viewer_id: ana });
    context.setNow('2026-11-24T18:05:00.000Z');
    const ask = () =>
      askQuestion(
        context,
        { eventId, viewerId: ana, lang: 'es' },
        { id: crypto.randomUUID(), text: 'otra', name: null, audience: 'public' }
      );
    await act({ action: 'stand', id, standing: 'blocked' });
    expect(await ask()).toMatchObject({ ok: false, code: 'forbidden' });
    await act({ action: 'stand', id, standing: 'held' });
    expect(await ask()).toMatchObject({
      ok: true,
      change: { staff: { items: [{ question: { standing: 'held' } }] } }
    });
    await act({ action: 'stand', id, standing: 'free' });
    expect(await loadStaffQuestion(context.db, id)).not.toHaveProperty('standing');
  });

  test('all questions of a held viewer wait apart at every desk, and only staff hear of it', async () => {
    const { context, eventId, act } = await desk(setUp);
    const ana = await addViewer(context, eventId);
    const own = { viewer_id: ana };
    const id = await addQuestion(context, eventId, 'waiting', own);
    const second = await addQuestion(context, eventId, 'waiting', own);
    const published = await addQuestion(context, eventId, 'approved', own);
    const gone = await addQuestion(context, eventId, 'withdrawn', own);
    await addQuestion(context, eventId, 'waiting', {
      viewer_id: await addViewer(context, eventId)
    });
    const outcome = await act({ action: 'stand', id, standing: 'held' });
    if (!outcome.ok) throw new Error(outcome.code);
    const { change } = outcome;
    expect(change).toMatchObject({ viewers: null, mine: [] });
    const missed = await staffChangesSince(context.db, eventId, change.staff?.from ?? 0);
    for (const items of [change.staff?.items, missed?.items]) {
      const told = new Map(
        items?.flatMap((item) =>
          item.type === 'question' ? [[item.question.id, item.question]] : []
        )
      );
      expect(new Set(told.keys())).toEqual(new Set([id, second, published]));
      for (const question of told.values()) expect(question.standing).toBe('held');
      expect(told.has(gone)).toBe(false);
    }
  });

  test.each(['claim', 'release', 'note', 'label'] as const)(
    'a %s about a published question is no news outside staff',
    async (action) => {
      const { context, eventId, act } = await desk(setUp);
      const ana = await addViewer(context, eventId);
      const id = await addQuestion(context, eventId, 'approved', { viewer_id: ana });
      const words = { text: 'preguntar a Laura', labels: ['agua'] };
      expect(await act({ action, id, ...words })).toMatchObject({
        ok: true,
        change: { viewers: null, mine: [], staff: { items: [{ question: { id } }] } }
      });
    }
  );

  test('a panelist is named by the slug of somebody on the panel', async () => {
    const { context, eventId, act } = await desk(setUp);
    const id = await addQuestion(context, eventId);
    await context.db
      .insertInto('people')
      .values({ id: 'p1', slug: 'laura', name: 'Laura' })
      .execute();
    expect(await act({ action: 'label', id, labels: [], panelist: 'laura' })).toMatchObject({
      code: 'not_found'
    });
    await context.db
      .insertInto('event_people')
      .values({ event_id: eventId, person_id: 'p1', role: 'panelist', position: 0, topic: '{}' })
      .execute();
    expect(
      await act({ action: 'label', id, labels: ['deuda', 'deuda'], panelist: 'laura' })
    ).toMatchObject({ ok: true, question: { panelist: 'laura', labels: ['deuda'] } });
  });
});

/** What undo promises to give back; the version and who decided go on. */
function comparable({
  version: _v,
  by: _b,
  byId: _i,
  ...rest
}: Awaited<ReturnType<typeof loadStaffQuestion>>) {
  return rest;
}

async function queue(context: TestContext, eventId: string): Promise<string[]> {
  const rows = await context.db
    .selectFrom('questions')
    .select('id')
    .where('event_id', '=', eventId)
    .where('status', '=', 'queued')
    .orderBy('position')
    .execute();
  return rows.map((row) => row.id);
}

async function desk(setUp: () => Promise<TestContext>) {
  const context = await setUp();
  const eventId = await publishEvent(context);
  const staff = { first: await addStaff(context), other: await addStaff(context, 'organizer') };
  const actAs = async (who: keyof typeof staff, words: Words) => {
    const { version } = await questionRow(context, words.id);
    return moderateQuestion(context, eventId, staff[who].id, {
      ...words,
      version
    } as ModerateInput);
  };
  return { context, eventId, actAs, act: (words: Words) => actAs('first', words) };
}
