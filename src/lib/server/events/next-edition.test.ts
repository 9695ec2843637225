import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { loadEditionSheet } from './edition-list.ts';
import { loadEventPage } from './find-event.ts';
import { importHub } from './import-events.ts';
import { makeNextEdition } from './next-edition.ts';

const FORUM = {
  slug: { es: 'foro-2026', en: 'forum-2026' },
  kind: 'panel',
  status: 'ended',
  zone: 'America/New_York',
  start: '2026-10-20T18:00',
  duration: 'PT90M',
  spoken: ['es'],
  access: 'rsvp',
  capacity: 40,
  stream: 'https://youtu.be/abcdefghijk',
  channels: { en: 'https://youtu.be/abcdefghijl' },
  title: { es: 'Foro', en: 'Forum' },
  recap: { es: 'Hubo acuerdo.' },
  people: [{ person: 'ana', role: 'panelist', topic: { es: 'Las fosas' } }],
  resources: [
    { kind: 'report', language: 'es', url: 'https://example.org/r', label: { es: 'Informe' } }
  ]
};

onBothDatabases('the next edition of an event', (setUp) => {
  async function house() {
    const context = await setUp();
    await importHub(context, { people: [{ slug: 'ana', name: 'Ana' }], events: [FORUM] });
    const { id: staffId } = await addStaff(context, 'organizer');
    return { context, staffId, eventId: await idOf(context, 'foro-2026') };
  }

  test('is a draft at the new date by the old clock, with texts, people and resources, and without the evening', async () => {
    const { context, staffId, eventId } = await house();
    const made = await makeNextEdition(context, staffId, eventId, {
      date: '2027-04-20',
      time: null
    });
    expect(made).toMatchObject({ ok: true, slug: { es: 'foro-2027', en: 'forum-2027' } });
    if (!made.ok) throw new Error(made.code);
    expect(await loadEventPage(context, made.eventId, 'es')).toBeNull();
    await publish(context, made.eventId);
    expect(await loadEventPage(context, made.eventId, 'es')).toMatchObject({
      when: { startsAt: '2027-04-20T22:00:00.000Z', endsAt: '2027-04-20T23:30:00.000Z' },
      title: { text: 'Foro', lang: 'es' },
      recap: null,
      qa: 'closed',
      seats: { capacity: 40 },
      people: [{ slug: 'ana', topic: { text: 'Las fosas' } }],
      resources: [{ kind: 'report', label: { text: 'Informe' } }]
    });
    const streams = await context.db
      .selectFrom('events')
      .select(['stream_url', 'stream_channels'])
      .where('id', '=', made.eventId)
      .executeTakeFirstOrThrow();
    expect(streams).toEqual({ stream_url: null, stream_channels: '{}' });
  });

  test('stands beside the others of its series, and the public finds those that it may know', async () => {
    const { context, staffId, eventId } = await house();
    const years = ['2027-04-20', '2028-04-20'];
    const ids: string[] = [];
    for (const date of years) {
      const made = await makeNextEdition(context, staffId, ids.at(-1) ?? eventId, {
        date,
        time: '10:00'
      });
      if (made.ok) ids.push(made.eventId);
    }
    const [second = '', third = ''] = ids;
    expect((await loadEventPage(context, eventId, 'es'))?.following).toBeNull();
    await publish(context, third);
    expect(await loadEventPage(context, eventId, 'es')).toMatchObject({
      previous: null,
      following: { slug: { es: 'foro-2028' }, title: { text: 'Foro' } }
    });
    await publish(context, second);
    expect(await loadEventPage(context, third, 'en')).toMatchObject({
      previous: { slug: { en: 'forum-2027' } },
      following: null
    });
    expect((await loadEditionSheet(context, second, 'en')).editions).toMatchObject([
      { slug: { en: 'forum-2028' }, current: false },
      { slug: { en: 'forum-2027' }, current: true },
      { slug: { en: 'forum-2026' }, status: 'ended' }
    ]);
  });

  test('has an address of its own, also twice in one year and month', async () => {
    const { context, staffId, eventId } = await house();
    const slugs: string[] = [];
    for (const date of ['2027-04-20', '2027-04-21', '2027-04-22', '2027-04-23']) {
      const made = await makeNextEdition(context, staffId, eventId, { date, time: null });
      if (made.ok) slugs.push(made.slug.es);
    }
    expect(slugs).toEqual(['foro-2027', 'foro-2027-04', 'foro-2027-04-2', 'foro-2027-04-3']);
  });

  test.for([
    ['past', '2026-01-10', null],
    ['time_skipped', '2027-03-14', '02:30'],
    ['time_repeated', '2027-11-07', '01:30']
  ] as const)('is refused as %s on %s', async ([code, date, time]) => {
    const { context, staffId, eventId } = await house();
    expect(await makeNextEdition(context, staffId, eventId, { date, time })).toEqual({
      ok: false,
      code
    });
    expect(await context.db.selectFrom('events').select('id').execute()).toHaveLength(1);
  });

  test('is made by who organizes all events only, and written down', async () => {
    const { context, staffId, eventId } = await house();
    const local = await addStaff(context, 'organizer', eventId);
    const wanted = { date: '2027-04-20', time: null };
    expect(await makeNextEdition(context, local.id, eventId, wanted)).toMatchObject({
      code: 'forbidden'
    });
    await makeNextEdition(context, staffId, eventId, wanted);
    const log = await context.db
      .selectFrom('audit_log')
      .select(['what', 'detail'])
      .where('actor', '=', staffId)
      .execute();
    expect(log).toEqual([
      { what: 'event_duplicated', detail: '{"slug":"foro-2027","from":"foro-2026"}' }
    ]);
  });
});

async function idOf(context: TestContext, slug: string): Promise<string> {
  const row = await context.db
    .selectFrom('event_texts')
    .select('event_id')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();
  return row.event_id;
}

async function publish(context: TestContext, eventId: string): Promise<void> {
  await context.db
    .updateTable('events')
    .set({ status: 'published' })
    .where('id', '=', eventId)
    .execute();
}
