import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../../tests/support/databases.ts';
import { importHub } from '../../events/import-events.ts';
import { seedDemo } from './seed.ts';

async function starts({ db }: TestContext): Promise<Record<string, string>> {
  const rows = await db
    .selectFrom('events')
    .innerJoin('event_texts', 'event_texts.event_id', 'events.id')
    .select(['events.id', 'starts_at', 'slug'])
    .where('lang', '=', 'en')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.slug, row.starts_at]));
}

onBothDatabases('the demo', (setUp) => {
  test('fills an empty database, with the panel about to begin', async () => {
    const context = await setUp();
    expect(await seedDemo(context)).toBe(true);
    expect(await starts(context)).toMatchObject({
      'drug-war-merida-initiative': '2026-11-24T18:20:00.000Z',
      'ayotzinapa-nine-years': '2023-09-26T23:00:00.000Z'
    });
  });

  test('moves its dates at a later start, and nothing else', async () => {
    const context = await setUp();
    await seedDemo(context);
    const before = await context.db
      .selectFrom('events')
      .select(['id', 'created_at'])
      .orderBy('id')
      .execute();
    await context.db.updateTable('event_texts').set({ title: 'Cambiado por el equipo' }).execute();
    context.setNow('2026-11-26T09:12:00.000Z');
    expect(await seedDemo(context)).toBe(true);
    expect(await starts(context)).toMatchObject({
      'drug-war-merida-initiative': '2026-11-26T09:35:00.000Z',
      'day-of-the-dead-oaxaca': '2027-01-10T06:00:00.000Z',
      'ayotzinapa-nine-years': '2023-09-26T23:00:00.000Z'
    });
    expect(
      await context.db.selectFrom('events').select(['id', 'created_at']).orderBy('id').execute()
    ).toEqual(before);
    expect(await context.db.selectFrom('event_texts').select('title').distinct().execute()).toEqual(
      [{ title: 'Cambiado por el equipo' }]
    );
    expect(await context.db.selectFrom('mail_outbox').selectAll().execute()).toEqual([]);
  });

  test('raises the revision of what it moved, once', async () => {
    const context = await setUp();
    await seedDemo(context);
    await seedDemo(context);
    context.setNow('2026-11-24T19:00:00.000Z');
    await seedDemo(context);
    const rows = await context.db
      .selectFrom('events')
      .select(['kind', 'revision'])
      .where('kind', '=', 'panel')
      .execute();
    expect(rows).toEqual([{ kind: 'panel', revision: 1 }]);
  });

  test('leaves a hub with events of its own alone', async () => {
    const context = await setUp();
    const event = {
      slug: { es: 'uno', en: 'one' },
      kind: 'panel',
      zone: 'America/Mexico_City',
      startsIn: 'PT20M',
      duration: 'PT90M',
      spoken: ['es'],
      title: { es: 'Uno' }
    };
    await importHub(context, { events: [event] });
    const before = await starts(context);
    context.setNow('2026-11-26T09:12:00.000Z');
    expect(await seedDemo(context)).toBe(false);
    expect(await starts(context)).toEqual(before);
  });
});
