import { expect, test } from 'vitest';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addQuestion } from '../../../../tests/support/questions.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { listStaffEvents } from './list-staff-events.ts';

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
    const list = await listStaffEvents(context, all.id, 'es');
    expect(list.map(({ slug, over, waiting }) => [slug.es, over, waiting])).toEqual([
      ['ahora', false, 2],
      ['pronto', false, 0],
      ['antes', true, 0]
    ]);
    expect(await listStaffEvents(context, one.id, 'en')).toMatchObject([
      {
        slug: { en: 'pronto' },
        moderates: true,
        title: { text: 'Pronto', lang: 'en' },
        confirmed: 0
      }
    ]);
    const read = await listStaffEvents(context, interpreter.id, 'es');
    expect(read.map(({ slug, moderates }) => [slug.es, moderates])).toEqual([
      ['ahora', false],
      ['pronto', false],
      ['antes', false]
    ]);
  });
});
