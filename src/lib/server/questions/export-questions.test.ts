import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addQuestion, addViewer } from '../../../../tests/support/questions.ts';
import { writeCsv } from '../csv.ts';
import type { Context } from '../context.ts';
import { writeJsonList } from '../json-list.ts';
import {
  describeExport,
  EXPORT_COLUMNS,
  exportQuestions,
  type ExportedQuestion
} from './export-questions.ts';

onBothDatabases('the export of questions', (setUp) => {
  test('holds exactly what the contract names, of each question', async () => {
    const { context, eventId } = await room(setUp);
    const id = await addQuestion(context, eventId, 'answered', {
      text: '¿Quién paga?',
      name: 'Ana',
      votes: 3,
      viewer_id: await addViewer(context, eventId),
      answered_at: '2026-11-24T18:41:12.000Z',
      answered_offset: 2472,
      changed_by: 'someone'
    });
    await translate(context, id, 'Who pays?', 'suggested');
    expect(await exported(context, eventId)).toEqual([
      {
        status: 'answered',
        lang: 'es',
        text_es: '¿Quién paga?',
        text_en: 'Who pays?',
        translation: 'suggested',
        votes: 3,
        name: 'Ana',
        createdAt: '2026-11-24T18:00:00.000Z',
        answeredAt: '2026-11-24T18:41:12.000Z',
        offset: 2472
      }
    ]);
  });

  test('says nothing where there is nothing to say', async () => {
    const { context, eventId } = await room(setUp);
    await addQuestion(context, eventId, 'approved', {
      lang: 'en',
      text: 'Who pays?',
      answered_at: '2026-11-24T18:41:12.000Z',
      answered_offset: 2472
    });
    expect(await exported(context, eventId)).toMatchObject([
      { text_es: null, translation: 'none', name: null, answeredAt: null, offset: null }
    ]);
  });

  test('leaves out what was for the moderators only, what was withdrawn, and other events', async () => {
    const { context, eventId } = await room(setUp);
    const kept = [
      'waiting',
      'approved',
      'queued',
      'live',
      'answered',
      'declined',
      'merged'
    ] as const;
    for (const status of kept) await addQuestion(context, eventId, status, { text: status });
    await addQuestion(context, eventId, 'waiting', { audience: 'moderators', text: 'secreto' });
    await addQuestion(context, eventId, 'withdrawn');
    await addQuestion(context, await publishEvent(context), 'approved', { text: 'de otra sala' });
    const texts = (await exported(context, eventId)).map(({ text_es }) => text_es);
    expect(texts.sort()).toEqual([...kept].sort());
  });

  test('holds each question once and in order, however many there are and whoever asks meanwhile', async () => {
    const { context, eventId } = await room(setUp);
    // Many at the same instant, so that batches are cut inside a tie.
    for (let n = 0; n < 450; n += 1)
      await addQuestion(context, eventId, 'waiting', {
        text: `${n}`,
        created_at: `2026-11-24T18:00:0${Math.floor(n / 150)}.000Z`
      });
    const found: ExportedQuestion[] = [];
    for await (const batch of exportQuestions(context.db, eventId)) {
      found.push(...batch);
      if (found.length < 450)
        await addQuestion(context, eventId, 'waiting', { created_at: '2026-11-24T17:00:00.000Z' });
    }
    expect(new Set(found.map(({ text_es }) => text_es)).size).toBe(450);
    expect(found).toHaveLength(450);
    const moments = found.map(({ createdAt }) => createdAt);
    expect(moments).toEqual([...moments].sort());
  });

  test('is the same table as CSV and as JSON', async () => {
    const { context, eventId } = await room(setUp);
    for (const text of ['=1+1', 'dos\nlíneas, «"citas"» y ; más', '👩🏽‍🌾'])
      await addQuestion(context, eventId, 'waiting', { text, name: '＝Ana' });
    const rows = await exported(context, eventId);
    const batches = () => exportQuestions(context.db, eventId);
    const cells: Record<string, string>[] = parse(
      await whole(writeCsv(EXPORT_COLUMNS, batches())),
      {
        bom: true,
        columns: true
      }
    );
    expect(Object.keys(cells[0] ?? {})).toEqual([...EXPORT_COLUMNS]);
    const bare = (text: unknown) => String(text ?? '').replaceAll("'", '');
    expect(cells.map((row) => Object.values(row).map(bare))).toEqual(
      rows.map((row) => EXPORT_COLUMNS.map((column) => bare(row[column])))
    );
    const json: unknown = JSON.parse(
      await whole(writeJsonList({ event: {} }, 'questions', batches()))
    );
    expect(json).toEqual({ event: {}, questions: rows });
  });

  test('of an event without questions is empty', async () => {
    const { context, eventId } = await room(setUp);
    const batches = () => exportQuestions(context.db, eventId);
    expect(await whole(writeCsv(EXPORT_COLUMNS, batches()))).toBe(
      '\ufeffstatus,lang,text_es,text_en,translation,votes,name,createdAt,answeredAt,offset\r\n'
    );
    expect(JSON.parse(await whole(writeJsonList({ a: 1 }, 'questions', batches())))).toEqual({
      a: 1,
      questions: []
    });
  });

  test('carries the day that it is where the event is', async () => {
    const context = await setUp();
    context.setNow('2026-11-25T03:00:00.000Z');
    const eventId = await publishEvent(context, { zone: 'America/Tijuana', title: { es: 'Mesa' } });
    expect(await describeExport(context, eventId, 'en')).toEqual({
      title: 'Mesa',
      day: '2026-11-24',
      exportedAt: '2026-11-25T03:00:00.000Z'
    });
  });
});

async function room(
  setUp: () => Promise<TestContext>
): Promise<{ context: TestContext; eventId: string }> {
  const context = await setUp();
  return { context, eventId: await publishEvent(context) };
}

async function translate(
  context: Context,
  id: string,
  text: string,
  status: 'suggested' | 'checked'
): Promise<void> {
  await context.db
    .insertInto('question_texts')
    .values({ question_id: id, lang: 'en', text, status })
    .execute();
}

async function exported(context: Context, eventId: string): Promise<ExportedQuestion[]> {
  return (await Array.fromAsync(exportQuestions(context.db, eventId))).flat();
}

async function whole(pieces: AsyncIterable<string>): Promise<string> {
  return (await Array.fromAsync(pieces)).join('');
}
