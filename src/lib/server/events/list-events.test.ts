import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import demo from '../hub/demo/events.json' with { type: 'json' };
import { readEventFilter } from './event-filter.ts';
import { findEvent, findEventId, loadEventPage } from './find-event.ts';
import { home } from './home.ts';
import { importHub } from './import-events.ts';
import { listEvents, type ListRequest } from './list-events.ts';

const STREAM = 'https://youtu.be/secreto-del-panel';

async function withDemo(context: TestContext): Promise<TestContext> {
  await importHub(context, demo);
  await context.db.updateTable('events').set({ stream_url: STREAM }).execute();
  return context;
}

async function slugs(context: TestContext, request: Partial<ListRequest>): Promise<string[]> {
  const { events } = await listEvents(context, { lang: 'en', limit: 50, ...request });
  return events.map((event) => event.slug.en);
}

const UPCOMING = [
  'drug-war-merida-initiative',
  'iron-river-of-weapons',
  'chiapas-guatemala-border',
  'day-of-the-dead-oaxaca'
];
const PAST = ['lagunes-diaz-washington', 'ayotzinapa-nine-years', 'detained-migrants-pandemic'];

async function takeSeats(
  { db }: TestContext,
  slug: string,
  statuses: ('confirmed' | 'offered' | 'waitlisted' | 'cancelled')[]
): Promise<void> {
  const eventId = await findEventId(db, slug, 'en');
  if (!eventId) throw new Error('no event');
  for (const status of statuses) {
    const at = '2026-11-24T18:00:00.000Z';
    const person = {
      email_key: randomUUID(),
      email_sealed: 'x',
      name_sealed: null,
      needs_sealed: null,
      token_hash: randomUUID()
    };
    const choices = {
      pool: 'room',
      listen: 'es',
      lang: 'es',
      news: 0,
      queued_at: at,
      offer_expires_at: null,
      created_at: at,
      updated_at: at
    } as const;
    await db
      .insertInto('rsvps')
      .values({ id: randomUUID(), event_id: eventId, status, ...person, ...choices })
      .execute();
  }
}

onBothDatabases('the list of events', (setUp) => {
  test('shows what comes by its start, then what was, latest first', async () => {
    const context = await withDemo(await setUp());
    expect(await slugs(context, {})).toEqual([...UPCOMING, ...PAST]);
    expect(await slugs(context, { when: 'upcoming' })).toEqual(UPCOMING);
    expect(await slugs(context, { when: 'past' })).toEqual(PAST);
  });

  test('goes on with the cursor, without gaps or doubles', async () => {
    const context = await withDemo(await setUp());
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listEvents(context, { lang: 'en', limit: 2, cursor });
      seen.push(...page.events.map((event) => event.slug.en));
      cursor = page.cursor;
    } while (cursor);
    expect(seen).toEqual([...UPCOMING, ...PAST]);
  });

  test('starts at the top with a cursor that is none', async () => {
    const context = await withDemo(await setUp());
    expect(await slugs(context, { cursor: "' or 1=1 --", limit: 1 })).toEqual(UPCOMING.slice(0, 1));
  });

  test('finds words in any order, without accents or case, in titles, places and names', async () => {
    const context = await withDemo(await setUp());
    expect(await slugs(context, { q: 'INICIATIVA guerra' })).toEqual([
      'drug-war-merida-initiative'
    ]);
    expect(await slugs(context, { q: 'gudino' })).toEqual(['drug-war-merida-initiative']);
    expect(await slugs(context, { q: 'valles' })).toEqual(['day-of-the-dead-oaxaca']);
    expect(await slugs(context, { q: 'guerra inexistente' })).toEqual([]);
  });

  test('takes percent, underscore and backslash as what they are', async () => {
    const context = await withDemo(await setUp());
    for (const q of ['%', '_', '\\', '%guerra', "' or '1'='1"])
      expect(await slugs(context, { q })).toEqual([]);
    expect(await slugs(context, { q: "peoples'" })).toEqual(['day-of-the-dead-oaxaca']);
  });

  test('narrows by kind, and by a language that is spoken or interpreted', async () => {
    const context = await withDemo(await setUp());
    expect(await slugs(context, { kind: 'briefing' })).toEqual([
      'chiapas-guatemala-border',
      'lagunes-diaz-washington'
    ]);
    expect(await slugs(context, { language: 'en' })).not.toContain('chiapas-guatemala-border');
    expect(await slugs(context, { language: 'es' })).toContain('iron-river-of-weapons');
  });

  test('never shows a draft', async () => {
    const context = await withDemo(await setUp());
    const id = (await findEventId(context.db, 'drug-war-merida-initiative', 'en')) ?? '';
    await context.db.updateTable('events').set({ status: 'draft' }).execute();
    expect(await slugs(context, {})).toEqual([]);
    expect(await loadEventPage(context, id, 'en')).toBeNull();
    expect(await findEvent(context, 'drug-war-merida-initiative', 'en')).toBeNull();
    expect(await findEventId(context.db, 'drug-war-merida-initiative', 'en')).toBeNull();
  });

  test('tells roughly how many seats confirmed and offered RSVPs leave', async () => {
    const context = await withDemo(await setUp());
    await takeSeats(context, 'day-of-the-dead-oaxaca', [
      'confirmed',
      'confirmed',
      'offered',
      'cancelled'
    ]);
    const { events } = await listEvents(context, { lang: 'en', limit: 50, kind: 'delegation' });
    expect(events[0]).toMatchObject({ seats: { capacity: 16, left: 10 }, waitlist: false });
    const take = (count: number) =>
      takeSeats(
        context,
        'day-of-the-dead-oaxaca',
        Array.from({ length: count }, () => 'confirmed' as const)
      );
    await take(3);
    const few = await listEvents(context, { lang: 'en', limit: 50, kind: 'delegation' });
    expect(few.events[0]).toMatchObject({ seats: { capacity: 16, left: 1 }, waitlist: false });
    await take(10);
    const full = await listEvents(context, { lang: 'en', limit: 50, kind: 'delegation' });
    expect(full.events[0]).toMatchObject({ seats: { capacity: 16, left: 0 } });
  });

  test('takes as many statements for all events as for one', async () => {
    const context = await withDemo(await setUp());
    const one = await countStatements(context, { limit: 1, when: 'upcoming' });
    expect(await countStatements(context, { limit: 50, when: 'upcoming' })).toBe(one);
    expect(one).toBeLessThanOrEqual(3);
  });
});

onBothDatabases('the home page', (setUp) => {
  test('puts the panel that is about to begin first, with its people', async () => {
    const context = await withDemo(await setUp());
    const page = await home(context, 'es');
    expect(page.featured?.slug.es).toBe('guerra-contra-las-drogas-iniciativa-merida');
    expect(page.featured?.people.filter((person) => person.role === 'panelist')).toHaveLength(4);
    expect(page.upcoming.map((card) => card.slug.en)).toEqual(UPCOMING.slice(1));
    expect(page.past.map((card) => card.slug.en)).toEqual(PAST);
  });

  test('prefers what is live on the clock to a trip that is under way', async () => {
    const context = await withDemo(await setUp());
    await context.db
      .updateTable('events')
      .set({ starts_at: '2026-11-23T06:00:00.000Z' })
      .where('kind', '=', 'delegation')
      .execute();
    context.setNow('2026-11-24T18:30:00.000Z');
    const page = await home(context, 'es');
    expect(page.featured).toMatchObject({ kind: 'panel', phase: 'live' });
    expect(page.live.map((card) => card.kind)).toEqual(['delegation']);
  });

  test('is empty on an empty hub', async () => {
    expect(await home(await setUp(), 'en')).toEqual({
      featured: null,
      live: [],
      upcoming: [],
      past: []
    });
  });
});

onBothDatabases('the page of an event', (setUp) => {
  test('has everything the public may read, each text with its language, and not the stream', async () => {
    const context = await withDemo(await setUp());
    const page = await findEvent(context, 'chiapas-guatemala-border', 'en');
    expect(page).toMatchObject({
      title: { text: 'Daily life under siege on the Chiapas–Guatemala border', lang: 'en' },
      description: { lang: 'es' },
      people: [
        { name: 'Alberto Solís Castro', role: 'host', roleText: { lang: 'en' }, topic: null }
      ],
      resources: [{ kind: 'report', language: 'es' }],
      action: null
    });
    expect(
      JSON.stringify([
        page,
        await home(context, 'es'),
        await listEvents(context, { lang: 'es', limit: 50 })
      ])
    ).not.toContain('secreto');
    expect(page).not.toHaveProperty('id');
  });

  test('leads a slug of the other language to its own', async () => {
    const context = await withDemo(await setUp());
    expect(await findEvent(context, 'rio-de-hierro-armas', 'en')).toEqual({
      movedTo: 'iron-river-of-weapons'
    });
    expect(await findEvent(context, 'lagunes-diaz-washington', 'en')).toMatchObject({
      place: { text: 'Washington, D.C.', lang: 'en' }
    });
    expect(await findEvent(context, 'nada', 'en')).toBeNull();
  });

  test.each([
    ['2026-11-24T18:09:59.000Z', 'upcoming'],
    ['2026-11-24T18:10:00.000Z', 'soon'],
    ['2026-11-24T18:20:00.000Z', 'live'],
    ['2026-11-24T19:50:00.000Z', 'past']
  ])('at %s the panel is %s', async (now, phase) => {
    const context = await withDemo(await setUp());
    context.setNow(now);
    expect(await findEvent(context, 'drug-war-merida-initiative', 'en')).toMatchObject({ phase });
  });
});

test('a filter from an address keeps what means something', () => {
  expect(
    readEventFilter(new URLSearchParams('q= armas &kind=panel&language=es&when=past'))
  ).toEqual({ q: 'armas', kind: 'panel', language: 'es', when: 'past' });
  expect(readEventFilter(new URLSearchParams('q=&kind=x&language=fr&when=now'))).toEqual({});
});

async function countStatements(
  context: TestContext,
  request: Partial<ListRequest>
): Promise<number> {
  let statements = 0;
  const db = context.db.withPlugin({
    transformQuery: ({ node }) => {
      statements += 1;
      return node;
    },
    transformResult: async ({ result }) => result
  });
  await listEvents({ ...context, db }, { lang: 'es', limit: 10, ...request });
  return statements;
}
