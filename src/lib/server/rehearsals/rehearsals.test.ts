import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { makeLink } from '../../../../tests/support/panel.ts';
import { decision } from '../../../../tests/support/questions.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { importHub } from '../events/import-events.ts';
import { sendSignal } from '../panel/signals.ts';
import { loadCueSheet } from '../panel/cue-sheet.ts';
import { moderateQuestion } from '../questions/moderate-question.ts';
import { findStaffEvent, hasRole, MODERATING, READING } from '../staff/access.ts';
import { listStaffEvents } from '../staff/list-staff-events.ts';
import { endOldRehearsals, endRehearsal } from './end-rehearsal.ts';
import { findRehearsalNote, slugsById } from './find-rehearsal.ts';
import { PRACTICE_QUESTIONS } from './practice-questions.ts';
import { askNextPractice, countPractice, voteInPractice } from './practise.ts';
import { startRehearsal } from './start-rehearsal.ts';

/** An event with a panelist, and its rehearsal. */
async function scene(context: TestContext) {
  const eventId = await publishEvent(context, {
    slug: { es: 'mesa', en: 'panel' },
    title: { es: 'La ONU y la mesa', en: 'The panel' },
    translation_policy: 'before_stage',
    slow_seconds: 60
  });
  await context.db
    .insertInto('people')
    .values({ id: 'p1', slug: 'zara', name: 'Zara Snapp' })
    .execute();
  await context.db
    .insertInto('event_people')
    .values({
      event_id: eventId,
      person_id: 'p1',
      role: 'panelist',
      position: 0,
      topic: '{"es":"Las armas"}'
    })
    .execute();
  return { eventId, rehearsal: await start(context, eventId) };
}

async function start(context: TestContext, eventId: string): Promise<string> {
  const id = await startRehearsal(context, eventId, null);
  if (!id) throw new Error('there is no rehearsal');
  return id;
}

/** How many rows each table has. */
async function countRows(context: TestContext): Promise<Record<string, number>> {
  const tables = await context.db.introspection.getTables();
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(
      context.db
    );
    counts[name] = Number(rows[0]?.n);
  }
  return counts;
}

async function askAll(context: TestContext, rehearsal: string): Promise<void> {
  while ((await askNextPractice(context, rehearsal)).ok);
}

onBothDatabases('a rehearsal', (setUp) => {
  test('has the texts, people and rules of its event, and questions are open', async () => {
    const context = await setUp();
    const { eventId, rehearsal } = await scene(context);
    const [real, copy] = [
      await loadCueSheet(context.db, eventId, 'es'),
      await loadCueSheet(context.db, rehearsal, 'es')
    ];
    expect({ ...copy, slugs: real.slugs }).toEqual(real);
    const row = await context.db
      .selectFrom('events')
      .selectAll()
      .where('id', '=', rehearsal)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      status: 'draft',
      qa: 'open',
      slow_seconds: 60,
      translation_policy: 'before_stage',
      rehearsal_of: eventId
    });
    expect(await findRehearsalNote(context.db, rehearsal)).toEqual({
      original: { es: 'mesa', en: 'panel' }
    });
    expect(await findRehearsalNote(context.db, eventId)).toBeNull();
  });

  test('is one at most, also when two people begin at once or it is rehearsed itself', async () => {
    const context = await setUp();
    const { eventId, rehearsal } = await scene(context);
    const again = await Promise.all([start(context, eventId), start(context, eventId)]);
    expect([...again, await start(context, rehearsal)]).toEqual([rehearsal, rehearsal, rehearsal]);
    expect(await startRehearsal(context, 'nothing', null)).toBeNull();
  });

  test('belongs to the staff of its event, each in their role', async () => {
    const context = await setUp();
    const { eventId, rehearsal } = await scene(context);
    const other = await publishEvent(context, { slug: 'otra' });
    const slug = (await slugsById(context.db, rehearsal)).es;
    for (const [role, event, moderates, reads] of [
      ['moderator', eventId, true, true],
      ['interpreter', eventId, false, true],
      ['admin', '', true, true],
      ['moderator', other, false, false]
    ] as const) {
      const { id } = await addStaff(context, role, event);
      const label = `${role} of ${event}`;
      expect(await hasRole(context.db, id, rehearsal, MODERATING), label).toBe(moderates);
      expect(await hasRole(context.db, id, rehearsal, READING), label).toBe(reads);
      const found = await findStaffEvent(context.db, id, slug, READING);
      expect(found?.id ?? null, label).toBe(reads ? rehearsal : null);
    }
  });

  test('is no event in the list of staff, and its event says that there is one', async () => {
    const context = await setUp();
    const { rehearsal } = await scene(context);
    await askAll(context, rehearsal);
    const { id } = await addStaff(context, 'organizer');
    expect(await listStaffEvents(context, id, { lang: 'es' })).toMatchObject({
      events: [
        { slug: { es: 'mesa' }, waiting: 0, rehearsal: await slugsById(context.db, rehearsal) }
      ]
    });
  });

  test('cannot be published by an import', async () => {
    const context = await setUp();
    const { rehearsal } = await scene(context);
    const event = {
      kind: 'panel',
      status: 'published',
      slug: await slugsById(context.db, rehearsal),
      title: { es: 'Otra', en: 'Other' },
      zone: 'UTC',
      start: '2026-12-01T18:00',
      duration: 'PT1H',
      spoken: ['es'],
      access: 'open'
    };
    expect(await importHub(context, { people: [], events: [event] })).toMatchObject({
      ok: false,
      problems: [{ code: 'slug_taken' }]
    });
  });
});

onBothDatabases('practice questions', (setUp) => {
  test('arrive once each, by different people, until there are no more', async () => {
    const context = await setUp();
    const { rehearsal } = await scene(context);
    expect(await countPractice(context, rehearsal)).toEqual({ asked: 0, total: 40 });
    await askAll(context, rehearsal);
    expect(await askNextPractice(context, rehearsal)).toEqual({ ok: false, code: 'finished' });
    const rows = await context.db.selectFrom('questions').selectAll().execute();
    expect(rows).toHaveLength(40);
    expect(new Set(rows.map((row) => row.viewer_id)).size).toBe(40);
    expect(rows.every((row) => row.event_id === rehearsal && row.status === 'waiting')).toBe(true);
    expect(rows.filter((row) => row.audience === 'moderators')).toHaveLength(1);
    const flags = rows.flatMap((row) => JSON.parse(row.flags) as string[]).sort();
    expect(flags).toEqual(['phone', 'rude', 'shouting']);
  });

  test('are never asked in a real event, nor voted for', async () => {
    const context = await setUp();
    const { eventId } = await scene(context);
    expect(await askNextPractice(context, eventId)).toEqual({ ok: false, code: 'not_found' });
    expect(await voteInPractice(context, eventId)).toBeNull();
    expect(await context.db.selectFrom('questions').selectAll().execute()).toEqual([]);
  });

  test('wait while the desk takes none', async () => {
    const context = await setUp();
    const { rehearsal } = await scene(context);
    await context.db.updateTable('events').set({ qa: 'paused' }).execute();
    expect(await askNextPractice(context, rehearsal)).toEqual({ ok: false, code: 'closed' });
    await context.db.updateTable('events').set({ qa: 'open' }).execute();
    expect(await askNextPractice(context, rehearsal)).toMatchObject({ ok: true });
  });

  test('that were published get votes, one of each voter', async () => {
    const context = await setUp();
    const { rehearsal } = await scene(context);
    await askNextPractice(context, rehearsal);
    expect(await voteInPractice(context, rehearsal, () => 0)).toBeNull();
    const { id } = await context.db.selectFrom('questions').select('id').executeTakeFirstOrThrow();
    const moderator = await addStaff(context);
    await moderateQuestion(context, rehearsal, moderator.id, decision('approve', id));
    expect(await voteInPractice(context, rehearsal, () => 0)).toMatchObject({ votes: 1 });
    expect(await voteInPractice(context, rehearsal, () => 0)).toBeNull();
    expect(await voteInPractice(context, rehearsal, () => 0.5)).toMatchObject({ votes: 2 });
  });
});

onBothDatabases('the end of a rehearsal', (setUp) => {
  /** Plays with everything that leaves rows. */
  async function play(context: TestContext, rehearsal: string): Promise<void> {
    await askAll(context, rehearsal);
    const questions = await context.db.selectFrom('questions').select('id').execute();
    const [first, second, third] = questions.map((question) => question.id);
    const { id: user } = await addStaff(context);
    const decide = (input: Parameters<typeof moderateQuestion>[3]) =>
      moderateQuestion(context, rehearsal, user, input);
    await decide(decision('approve', first ?? ''));
    await decide({ id: second ?? '', version: 1, action: 'note', text: 'con cuidado' });
    await decide(decision('claim', third ?? ''));
    await voteInPractice(context, rehearsal, () => 0);
    await makeLink(context, rehearsal);
    await sendSignal(context, rehearsal, 'Zara Snapp', { kind: 'slower' });
    await context.db.deleteFrom('staff_users').execute();
  }

  test('leaves no row of it, and everything of its event', async () => {
    const context = await setUp();
    const { eventId, rehearsal } = await scene(context);
    expect(await endRehearsal(context, rehearsal, null)).toBe(eventId);
    const before = await countRows(context);
    const again = await start(context, eventId);
    await play(context, again);
    const meanwhile = await countRows(context);
    for (const table of [
      'votes',
      'viewers',
      'questions',
      'question_texts',
      'question_history',
      'question_messages',
      'question_claims',
      'room_log',
      'panel_links',
      'panel_signals'
    ])
      expect(meanwhile[table], table).toBeGreaterThan(before[table] ?? 0);
    expect(await endRehearsal(context, again, null)).toBe(eventId);
    // That there was one stays in the audit log.
    const audited = (meanwhile.audit_log ?? 0) + 1;
    expect(await countRows(context)).toEqual({ ...before, audit_log: audited });
  });

  test('never touches a real event', async () => {
    const context = await setUp();
    const { eventId, rehearsal } = await scene(context);
    const before = await countRows(context);
    expect(await endRehearsal(context, eventId, null)).toBeNull();
    expect(await endRehearsal(context, 'nothing', null)).toBeNull();
    expect(await countRows(context)).toEqual(before);
    expect(await findRehearsalNote(context.db, rehearsal)).not.toBeNull();
  });

  test('comes by itself a day after it began', async () => {
    const context = await setUp();
    const { eventId, rehearsal } = await scene(context);
    context.setNow('2026-11-25T17:59:59.999Z');
    expect(await endOldRehearsals(context)).toEqual([]);
    context.setNow('2026-11-25T18:00:00.000Z');
    expect(await endOldRehearsals(context)).toEqual([rehearsal]);
    expect(await start(context, eventId)).not.toBe(rehearsal);
  });
});

describe('the made-up questions', () => {
  test('are in both languages, long and short, with names and without', () => {
    const of = (lang: string) => PRACTICE_QUESTIONS.filter((question) => question.lang === lang);
    expect(of('es').length).toBeGreaterThan(15);
    expect(of('en').length).toBeGreaterThan(15);
    expect(PRACTICE_QUESTIONS.some(({ text }) => text.length > 200)).toBe(true);
    expect(PRACTICE_QUESTIONS.some(({ text }) => text.length < 30)).toBe(true);
    expect(PRACTICE_QUESTIONS.some(({ name }) => name === null)).toBe(true);
  });
});
