import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import demo from '../hub/demo/events.json' with { type: 'json' };
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { findEvent } from './find-event.ts';
import { importHub } from './import-events.ts';
import type { EventPage } from './public-event.ts';

const EVENT = {
  slug: { es: 'uno', en: 'one' },
  kind: 'panel',
  status: 'published',
  zone: 'America/Mexico_City',
  start: '2027-01-14T18:00',
  duration: 'PT90M',
  spoken: ['es'],
  access: 'rsvp',
  title: { es: 'Uno', en: 'One' },
  summary: { es: 'Resumen' },
  people: [{ person: 'ana', role: 'panelist', topic: { es: 'El maíz' } }],
  resources: [
    { kind: 'letter', language: 'en', url: 'https://example.org/', label: { en: 'Write' } }
  ],
  questions: [
    {
      lang: 'es',
      text: '¿Sí?',
      status: 'approved',
      translation: { lang: 'en', text: 'Yes?', status: 'checked' }
    }
  ]
};
const ANA = { slug: 'ana', name: 'Ana', role: { es: 'Historiadora' } };
const FILE = { people: [ANA], events: [EVENT] };

async function page(context: TestContext, slug = 'uno'): Promise<EventPage> {
  const found = await findEvent(context, slug, 'es');
  if (!found || 'movedTo' in found) throw new Error(`no page for ${slug}`);
  return found;
}

async function counts({ db }: TestContext): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const table of [
    'events',
    'event_texts',
    'people',
    'person_texts',
    'event_people',
    'resources',
    'questions',
    'question_texts'
  ] as const) {
    found[table] = (await db.selectFrom(table).selectAll().execute()).length;
  }
  return found;
}

async function row({ db }: TestContext) {
  return db.selectFrom('events').selectAll().executeTakeFirstOrThrow();
}

async function statuses({ db }: TestContext): Promise<string[]> {
  const rows = await db.selectFrom('rsvps').select('status').orderBy('queued_at').execute();
  return rows.map((rsvp) => rsvp.status).sort();
}

const STREAMS = { stream: 'https://youtu.be/abc', channels: { en: 'https://youtu.be/abd' } };

onBothDatabases('importing', (setUp) => {
  test('takes the demo content as it is', async () => {
    const context = await setUp();
    expect(await importHub(context, demo)).toEqual({
      ok: true,
      created: 7,
      updated: 0,
      people: 10
    });
    const panel = await page(context, 'guerra-contra-las-drogas-iniciativa-merida');
    expect(panel.people.map((person) => person.name)).toEqual([
      'Laura Carlsen',
      'Zara Snapp',
      'Armando Gudiño',
      'Bill Hing',
      'Ted Lewis'
    ]);
    expect(panel.when).toMatchObject({
      type: 'timed',
      startsAt: '2026-11-24T18:20:00.000Z',
      endsAt: '2026-11-24T19:50:00.000Z'
    });
    expect((await page(context, 'dia-de-muertos-oaxaca')).when).toMatchObject({
      type: 'dates',
      firstDay: '2027-01-08',
      lastDay: '2027-01-16'
    });
  });

  test('twice leaves everything as it was', async () => {
    const context = await setUp();
    await importHub(context, FILE);
    const before = {
      counts: await counts(context),
      row: await row(context),
      page: await page(context)
    };
    context.setNow('2026-11-24T19:00:00.000Z');
    expect(await importHub(context, FILE)).toEqual({ ok: true, created: 0, updated: 1, people: 1 });
    expect({
      counts: await counts(context),
      row: await row(context),
      page: await page(context)
    }).toEqual(before);
  });

  test('updates what changed, and keeps the identity and the questions', async () => {
    const context = await setUp();
    await importHub(context, FILE);
    const before = await row(context);
    await importHub(context, {
      people: [{ ...ANA, name: 'Ana Ruiz' }],
      events: [
        { ...EVENT, slug: { es: 'uno', en: 'first' }, title: { es: 'Primero' }, questions: [] }
      ]
    });
    const after = await page(context);
    expect(after.slug).toEqual({ es: 'uno', en: 'first' });
    expect(after.title).toEqual({ text: 'Primero', lang: 'es' });
    expect(after.people[0]?.name).toBe('Ana Ruiz');
    expect(await row(context)).toMatchObject({ id: before.id, revision: 0 });
    expect(await counts(context)).toMatchObject({ events: 1, questions: 1, question_texts: 2 });
  });

  test('raises the revision when time or place changed', async () => {
    const context = await setUp();
    await importHub(context, FILE);
    await importHub(context, { events: [{ ...EVENT, start: '2027-01-14T19:00' }] });
    expect(await row(context)).toMatchObject({
      revision: 1,
      starts_at: '2027-01-15T01:00:00.000Z'
    });
    await importHub(context, {
      events: [{ ...EVENT, start: '2027-01-14T19:00', place: { es: 'Oaxaca' } }]
    });
    expect(await row(context)).toMatchObject({ revision: 2 });
  });

  test('gives new seats to the waitlist', async () => {
    const context = await setUp();
    await importHub(context, { people: [ANA], events: [{ ...EVENT, capacity: 1 }] });
    const eventId = (await row(context)).id;
    for (const email of ['a@example.org', 'b@example.org', 'c@example.org']) {
      await registerAttendee(context, {
        eventId,
        lang: 'es',
        name: null,
        email,
        listen: 'es',
        needs: null,
        news: false,
        question: null
      });
    }
    await importHub(context, { events: [{ ...EVENT, capacity: 2 }] });
    expect(await statuses(context)).toEqual(['confirmed', 'confirmed', 'waitlisted']);
  });

  test('says when a translation is needed, and leaves it as it is when it says nothing', async () => {
    const context = await setUp();
    await importHub(context, FILE);
    expect((await row(context)).translation_policy).toBe('optional');
    await importHub(context, { events: [{ ...EVENT, translation: 'before_stage' }] });
    expect((await row(context)).translation_policy).toBe('before_stage');
    await importHub(context, FILE);
    expect((await row(context)).translation_policy).toBe('before_stage');
    expect(
      await importHub(context, { events: [{ ...EVENT, translation: 'always' }] })
    ).toMatchObject({ ok: false, problems: [{ path: 'events[0].translation' }] });
  });

  test('leaves the room alone: state of Q&A, stream and status when the file says nothing of them', async () => {
    const context = await setUp();
    await importHub(context, {
      people: [ANA],
      events: [{ ...EVENT, ...STREAMS, qa: 'open' }]
    });
    await context.db.updateTable('events').set({ qa: 'paused' }).execute();
    const { status: _status, ...silent } = EVENT;
    await importHub(context, { events: [silent] });
    expect(await row(context)).toMatchObject({
      qa: 'paused',
      status: 'published',
      stream_url: STREAMS.stream,
      stream_channels: JSON.stringify(STREAMS.channels)
    });
  });

  test('makes a draft of an event without a status', async () => {
    const context = await setUp();
    const { status: _status, ...silent } = EVENT;
    await importHub(context, { people: [ANA], events: [silent] });
    expect(await findEvent(context, 'uno', 'es')).toBeNull();
  });

  test('takes people who are in the hub already', async () => {
    const context = await setUp();
    await importHub(context, { people: [ANA] });
    expect(await importHub(context, { events: [EVENT] })).toMatchObject({ ok: true, created: 1 });
  });

  test('names every mistake by its path, and writes nothing', async () => {
    const context = await setUp();
    const broken = {
      people: [ANA],
      events: [EVENT, { ...EVENT, slug: { es: 'DOS', en: 'two' }, color: 'red', capacity: 0 }]
    };
    const outcome = await importHub(context, broken);
    expect(outcome).toMatchObject({
      ok: false,
      problems: [
        { path: 'events[1].slug.es', code: 'slug' },
        { path: 'events[1].capacity', code: 'number' },
        { path: 'events[1].color', code: 'unknown_key' }
      ]
    });
    expect(await counts(context)).toMatchObject({ events: 0, people: 0 });
  });

  test.each([
    ['events[0].people[0].person', 'unknown_person', { people: [], events: [EVENT] }],
    [
      'events[0].start',
      'time_skipped',
      { people: [ANA], events: [{ ...EVENT, zone: 'America/New_York', start: '2027-03-14T02:30' }] }
    ],
    [
      'events[0].start',
      'time_repeated',
      { people: [ANA], events: [{ ...EVENT, zone: 'America/New_York', start: '2027-11-07T01:30' }] }
    ],
    [
      'events[1].slug.es',
      'duplicate',
      { people: [ANA], events: [EVENT, { ...EVENT, slug: { es: 'uno', en: 'two' } }] }
    ],
    ['people[1].slug', 'duplicate', { people: [ANA, ANA] }],
    ['events[0].title', 'required', { people: [ANA], events: [{ ...EVENT, title: undefined }] }],
    ['events[0]', 'one_time', { people: [ANA], events: [{ ...EVENT, days: 3 }] }],
    ['(file)', 'object', []]
  ])('refuses %s: %s', async (path, code, file) => {
    const context = await setUp();
    expect(await importHub(context, file)).toMatchObject({ ok: false, problems: [{ path, code }] });
    expect(await counts(context)).toMatchObject({ events: 0, people: 0 });
  });

  test('refuses an event whose two slugs belong to two events, and undoes what came before it in the file', async () => {
    const context = await setUp();
    const two = { ...EVENT, slug: { es: 'dos', en: 'two' } };
    const three = { ...EVENT, slug: { es: 'tres', en: 'three' } };
    await importHub(context, { people: [ANA], events: [EVENT, two, three] });
    const outcome = await importHub(context, {
      events: [
        { ...three, title: { es: 'Cambiado' } },
        { ...EVENT, slug: { es: 'uno', en: 'two' } }
      ]
    });
    expect(outcome).toMatchObject({
      ok: false,
      problems: [{ path: 'events[1].slug', code: 'slug_taken' }]
    });
    expect((await page(context, 'tres')).title.text).toBe('Uno');
  });

  test('keeps texts single-line where they are titles, and free of control characters', async () => {
    const context = await setUp();
    await importHub(context, {
      people: [ANA],
      events: [{ ...EVENT, title: { es: 'Uno\r\ndos\u202e\u0007 tres' } }]
    });
    expect((await page(context)).title.text).toBe('Uno dos tres');
  });
});
