import { parse } from 'csv-parse/sync';
import { expect, onTestFinished, test } from 'vitest';
import type { Locale } from '$lib/i18n/locales.ts';
import { migrate } from '$lib/server/db/migrate.ts';
import { openSqlite } from '$lib/server/db/open.ts';
import type { StaffRole } from '$lib/server/db/schema.ts';
import { testContext, type TestContext } from '../../../../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../../../../tests/support/events.ts';
import { addQuestion } from '../../../../../../../tests/support/questions.ts';
import { addStaff } from '../../../../../../../tests/support/staff.ts';
import { GET as getCsv } from './questions.csv/+server.ts';
import { GET as getJson } from './questions.json/+server.ts';

const FILES = { csv: getCsv, json: getJson };
const KINDS = ['csv', 'json'] as const;
const NOT_FOUND = { status: 404, body: { message: 'not_found' } };

test('a moderator gets the questions as a file that nobody keeps', async () => {
  const context = await hub();
  const eventId = await publishEvent(context, { slug: { es: 'mesa', en: 'table' }, title: 'Mesa' });
  await addQuestion(context, eventId, 'waiting', { text: '=1+1' });
  const ana = await addStaff(context, 'moderator', eventId);
  const csv = await get(context, 'csv', 'es', 'mesa', ana.id);
  expect(Object.fromEntries(csv.headers)).toEqual({
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': 'attachment; filename="preguntas-mesa-2026-11-24.csv"',
    'cache-control': 'private, no-store'
  });
  const bytes = Buffer.from(await csv.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(parse(bytes, { bom: true, columns: true })).toMatchObject([{ text_es: "'=1+1" }]);

  const json = await get(context, 'json', 'en', 'table', ana.id);
  expect(json.headers.get('content-disposition')).toBe(
    'attachment; filename="questions-table-2026-11-24.json"'
  );
  expect(await json.json()).toMatchObject({
    event: { slug: 'table', title: 'Mesa' },
    exportedAt: '2026-11-24T18:00:00.000Z',
    questions: [{ status: 'waiting', text_es: '=1+1' }]
  });
});

test.for(KINDS)('an address of the other language leads to the right one (%s)', async (kind) => {
  const context = await hub();
  const eventId = await publishEvent(context, { slug: { es: 'mesa', en: 'table' } });
  const ana = await addStaff(context, 'organizer', eventId);
  await expect(get(context, kind, 'es', 'table', ana.id)).rejects.toMatchObject({
    status: 308,
    location: `/es/equipo/eventos/mesa/preguntas.${kind}`
  });
});

test.for(KINDS)('for everybody else the event does not exist (%s)', async (kind) => {
  const context = await hub();
  const eventId = await publishEvent(context, { slug: 'mesa' });
  const elsewhere = await publishEvent(context, { slug: 'otra' });
  const others: [StaffRole, string][] = [
    ['interpreter', eventId],
    ['moderator', elsewhere]
  ];
  for (const [role, event] of others) {
    const user = await addStaff(context, role, event);
    await expect(get(context, kind, 'es', 'mesa', user.id)).rejects.toMatchObject(NOT_FOUND);
  }
  await expect(get(context, kind, 'es', 'mesa', null)).rejects.toMatchObject(NOT_FOUND);
  const admin = await addStaff(context, 'admin');
  await expect(get(context, kind, 'es', 'no-existe', admin.id)).rejects.toMatchObject(NOT_FOUND);
});

test.for(KINDS)('an export that fails in the middle breaks off (%s)', async (kind) => {
  const context = await hub();
  const eventId = await publishEvent(context, { slug: 'mesa' });
  await addQuestion(context, eventId);
  const admin = await addStaff(context, 'admin');
  const answer = await get(context, kind, 'es', 'mesa', admin.id);
  await context.db.schema.dropTable('question_texts').execute();
  await expect(answer.text()).rejects.toThrow();
});

async function hub(): Promise<TestContext> {
  const context = testContext(openSqlite(':memory:'));
  await migrate(context.db);
  onTestFinished(() => context.db.destroy());
  return context;
}

async function get(
  context: TestContext,
  kind: keyof typeof FILES,
  lang: Locale,
  slug: string,
  userId: string | null
): Promise<Response> {
  const event = {
    locals: { hub: context, lang, staff: userId === null ? null : { id: userId } },
    params: { lang, slug }
  };
  return FILES[kind](event as never);
}
