import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { countStatements } from '../../../../tests/support/statements.ts';
import demo from '../hub/demo/events.json' with { type: 'json' };
import { startRehearsal } from '../rehearsals/start-rehearsal.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { exportHub } from './export-hub.ts';
import { importHub } from './import-events.ts';

async function exported(context: TestContext) {
  const outcome = await exportHub(context);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome;
}

/** What an import may not touch when nothing changed. */
async function traces({ db }: TestContext) {
  return {
    events: await db.selectFrom('events').selectAll().orderBy('id').execute(),
    texts: await db.selectFrom('event_texts').selectAll().orderBy('slug').orderBy('lang').execute(),
    people: await db.selectFrom('people').selectAll().orderBy('id').execute(),
    questions: await db.selectFrom('questions').select(['id', 'version']).orderBy('id').execute(),
    mails: await db.selectFrom('mail_outbox').select('id').execute(),
    log: await db.selectFrom('room_log').selectAll().execute()
  };
}

onBothDatabases('the export of the hub', (setUp) => {
  test('is an import that changes nothing', async () => {
    const context = await setUp();
    await importHub(context, demo);
    const before = await traces(context);
    const { file, leftOut } = await exported(context);
    expect(file.events).toHaveLength(demo.events.length);
    expect(leftOut).toEqual([]);
    context.setNow('2026-11-24T18:30:00.000Z');
    expect(await importHub(context, structuredClone(file))).toEqual({
      ok: true,
      created: 0,
      updated: demo.events.length,
      people: demo.people.length
    });
    expect(await traces(context)).toEqual(before);
    expect((await exported(context)).file).toEqual(file);
  });

  test('makes the same hub of an empty one', async () => {
    const first = await setUp();
    const [panel] = demo.events;
    const channels = { es: 'https://youtu.be/es', en: 'https://vimeo.com/1' };
    await importHub(first, demo);
    await importHub(first, { events: [{ ...panel, channels }] });
    const { file } = await exported(first);
    expect(file.events).toContainEqual(expect.objectContaining({ channels }));
    const second = await setUp();
    expect(await importHub(second, structuredClone(file))).toMatchObject({ ok: true, updated: 0 });
    expect((await exported(second)).file).toEqual(file);
  });

  test('holds no question, no answer and no rehearsal', async () => {
    const context = await setUp();
    await importHub(context, demo);
    const staff = await addStaff(context, 'organizer');
    const event = await context.db
      .selectFrom('events')
      .select('id')
      .where('status', '=', 'published')
      .executeTakeFirstOrThrow();
    await startRehearsal(context, event.id, staff.id);
    const { file } = await exported(context);
    expect(file.events).toHaveLength(demo.events.length);
    const question = await context.db
      .selectFrom('question_texts')
      .select('text')
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(file)).not.toContain(question.text);
  });

  test('leaves out what no import would take, and says why', async () => {
    const context = await setUp();
    await importHub(context, demo);
    await context.db
      .updateTable('event_texts')
      .set({ title: null })
      .where('slug', 'in', Object.values(demo.events[0]?.slug ?? {}))
      .execute();
    const { file, leftOut } = await exported(context);
    expect(file.events).toHaveLength(demo.events.length - 1);
    expect(leftOut).toEqual([
      {
        slug: demo.events[0]?.slug.es,
        problem: expect.objectContaining({ path: 'title', code: 'required' })
      }
    ]);
    expect(await importHub(context, structuredClone(file))).toMatchObject({ ok: true });
  });

  test('reads in a number of statements that does not grow', async () => {
    const context = await setUp();
    await importHub(context, demo);
    const { counted, kinds } = countStatements(context);
    await exportHub(counted);
    expect(kinds).toEqual(Array(6).fill('select'));
  });
});
