import { expect, test } from 'vitest';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addQuestion } from '../../../../tests/support/questions.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { countStatements } from '../../../../tests/support/statements.ts';
import { listStaffEvents } from './list-staff-events.ts';

const ES = { lang: 'es' } as const;

onBothDatabases('the events of a moderator', (setUp) => {
  test('are those of the role, those to come first, with what waits in each', async () => {
    const context = await setUp();
    await publishEvent(context, { slug: 'antes', starts_at: '2026-11-01T18:00:00.000Z' });
    const next = await publishEvent(context, {
      slug: 'pronto',
      title: 'Pronto',
      starts_at: '2026-12-01T18:00:00.000Z'
    });
    const live = await publishEvent(context, { slug: 'ahora' });
    for (const status of ['waiting', 'waiting', 'approved'] as const)
      await addQuestion(context, live, status);
    const [all, one, interpreter] = [
      await addStaff(context, 'organizer'),
      await addStaff(context, 'moderator', next),
      await addStaff(context, 'interpreter')
    ];
    const list = await listStaffEvents(context, all.id, ES);
    expect(list.events.map(({ slug, over, waiting }) => [slug.es, over, waiting])).toEqual([
      ['ahora', false, 2],
      ['pronto', false, 0],
      ['antes', true, 0]
    ]);
    expect(await listStaffEvents(context, one.id, { lang: 'en' })).toMatchObject({
      events: [
        {
          slug: { en: 'pronto' },
          moderates: true,
          title: { text: 'Pronto', lang: 'en' },
          confirmed: 0
        }
      ]
    });
    const read = await listStaffEvents(context, interpreter.id, ES);
    expect(read.events.map(({ slug, moderates }) => [slug.es, moderates])).toEqual([
      ['ahora', false],
      ['pronto', false],
      ['antes', false]
    ]);
  });

  test('are found by a word and by what became of them', async () => {
    const context = await setUp();
    await publishEvent(context, { slug: 'maiz', title: { es: 'Maíz nativo' }, status: 'draft' });
    await publishEvent(context, { slug: 'rio', title: 'Río de hierro' });
    await publishEvent(context, { slug: 'foro', title: 'Foro', status: 'ended' });
    const { id } = await addStaff(context, 'organizer');
    const found = async (filter: object) =>
      (await listStaffEvents(context, id, { ...ES, ...filter })).events.map(({ slug }) => slug.es);
    expect(await found({ state: 'drafts' })).toEqual(['maiz']);
    expect(await found({ state: 'upcoming' })).toEqual(['rio']);
    expect(await found({ state: 'past' })).toEqual(['foro']);
    expect(await found({ q: 'hierro' })).toEqual(['rio']);
    expect(await found({ q: 'hierro', state: 'past' })).toEqual([]);
    const drafts = await listStaffEvents(context, id, { ...ES, state: 'drafts' });
    expect(drafts.events[0]?.missing).toEqual(['en']);
    expect(await found({ drafts: false })).toEqual(['rio', 'foro']);
  });

  test('come page by page, each once, in as many statements for few as for many', async () => {
    const context = await setUp();
    const { id } = await addStaff(context, 'organizer');
    const statements = async (limit: number) => {
      const { counted, kinds } = countStatements(context);
      await listStaffEvents(counted, id, { ...ES, limit });
      return kinds.length;
    };
    await publishEvent(context, { slug: 'uno' });
    const few = await statements(50);
    for (let number = 0; number < 12; number += 1)
      await publishEvent(context, {
        slug: `mas-${number}`,
        starts_at: `2026-${number % 2 ? '11-02' : '12-02'}T18:00:00.000Z`
      });
    expect(await statements(50)).toBe(few);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listStaffEvents>> = await listStaffEvents(context, id, {
        ...ES,
        limit: 5,
        cursor
      });
      seen.push(...page.events.map(({ slug }) => slug.es));
      cursor = page.cursor;
    } while (cursor);
    expect(seen).toHaveLength(13);
    expect(new Set(seen).size).toBe(13);
  });
});
