import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { writeResource, type EventContent } from '../../schema/event-fields.ts';
import { checkContent } from './check-content.ts';
import { createEvent } from './create-event.ts';
import { loadDraft } from './event-draft.ts';
import { viewDraft } from './draft-view.ts';
import { findEvent } from './find-event.ts';
import { previewEvent } from './preview-event.ts';
import { publishEvent } from './publish-event.ts';
import { saveDraft } from './save-draft.ts';

const NEW: EventContent = {
  'title.es': '¿Qué pasó en Iguala?',
  kind: 'panel',
  timing: 'timed',
  date: '2027-01-14',
  time: '18:00',
  minutes: '90',
  zone: 'America/Mexico_City'
};

onBothDatabases('editing an event', (setUp) => {
  test('begins with a title and a time, as a draft with an address of its own', async () => {
    const { context, ana } = await scene(setUp);
    const first = await createEvent(context, ana, NEW);
    const second = await createEvent(context, ana, { ...NEW, 'title.en': 'What happened?' });
    expect(first).toMatchObject({ slug: { es: 'que-paso-en-iguala', en: 'que-paso-en-iguala' } });
    expect(second).toMatchObject({ slug: { es: 'que-paso-en-iguala-2', en: 'what-happened' } });
    expect(await findEvent(context, 'que-paso-en-iguala', 'es')).toBeNull();
  });

  test('asks again for a time that the clock skips or repeats', async () => {
    const { context, ana } = await scene(setUp);
    const at = (date: string, time: string) =>
      createEvent(context, ana, { ...NEW, zone: 'America/New_York', date, time });
    expect(await at('2027-03-14', '02:30')).toMatchObject({ problems: { time: 'time_skipped' } });
    expect(await at('2027-11-07', '01:30')).toMatchObject({ problems: { time: 'time_repeated' } });
    expect(await at('2027-11-07', '')).toMatchObject({ problems: { time: 'required' } });
    const { db } = context;
    expect(await db.selectFrom('events').selectAll().execute()).toEqual([]);
  });

  test('is refused to who runs one event only', async () => {
    const { context, ana } = await scene(setUp);
    const own = await draftOf(context, ana);
    const { id } = await addStaff(context, 'organizer', own);
    expect(await createEvent(context, id, NEW)).toEqual({ ok: false, code: 'forbidden' });
  });

  test('keeps what two people write in different fields, and tells the second of the same one', async () => {
    const { context, ana, eva } = await scene(setUp);
    const eventId = await draftOf(context, ana);
    const base = (await draft(context, eventId)).content;
    await saveDraft(context, ana, eventId, { base, values: { 'summary.es': 'De Ana' } });
    const saved = await saveDraft(context, eva, eventId, {
      base,
      values: { 'summary.es': 'De Eva', 'summary.en': 'By Eva' }
    });
    expect(saved).toMatchObject({
      ok: true,
      version: 2,
      conflicts: [{ field: 'summary.es', theirs: 'De Ana', by: 'Rosario organizer' }]
    });
    expect((await draft(context, eventId)).content).toMatchObject({
      'summary.es': 'De Ana',
      'summary.en': 'By Eva'
    });
    const merged = { base: { 'summary.es': 'De Ana' }, values: { 'summary.es': 'De Ana y Eva' } };
    expect(await saveDraft(context, eva, eventId, merged)).toMatchObject({ conflicts: [] });
  });

  test('keeps both of two saves of the same moment', async () => {
    const { context, ana, eva } = await scene(setUp);
    const eventId = await draftOf(context, ana);
    const fields = ['summary.es', 'summary.en', 'notes.es', 'notes.en'];
    const edits = fields.map((field, at) =>
      saveDraft(context, at % 2 ? eva : ana, eventId, { base: {}, values: { [field]: field } })
    );
    const versions = (await Promise.all(edits)).map((saved) => saved.ok && saved.version);
    expect(versions.sort()).toEqual([1, 2, 3, 4]);
    expect((await draft(context, eventId)).content).toMatchObject(
      Object.fromEntries(fields.map((field) => [field, field]))
    );
  });

  test('sent twice is saved once', async () => {
    const { context, ana } = await scene(setUp);
    const eventId = await draftOf(context, ana);
    const edit = { base: {}, values: { 'summary.es': 'Resumen' } };
    await saveDraft(context, ana, eventId, edit);
    expect(await saveDraft(context, ana, eventId, edit)).toEqual({
      ok: true,
      version: 1,
      conflicts: []
    });
  });

  test('keeps what is not an event yet, and names what is wrong when it is to be published', async () => {
    const { context, ana } = await scene(setUp);
    const eventId = await draftOf(context, ana);
    const values = { minutes: '', 'description.es': 'Mucho', stream: 'http://example.org' };
    await saveDraft(context, ana, eventId, { base: { minutes: '90' }, values });
    expect((await draft(context, eventId)).content).toMatchObject({
      'description.es': 'Mucho',
      stream: 'http://example.org'
    });
    expect(await problems(context, eventId)).toEqual({ minutes: 'required', stream: 'stream' });
    expect(await publish(context, ana, eventId)).toEqual({ ok: false, code: 'invalid' });
    await saveDraft(context, ana, eventId, {
      base: { stream: 'http://example.org', 'slug.en': 'que-paso-en-iguala' },
      values: { minutes: '60', stream: 'https://youtu.be/abc', 'slug.en': 'iguala' }
    });
    expect(await publish(context, ana, eventId)).toMatchObject({
      ok: true,
      slug: { en: 'iguala' }
    });
    expect(await findEvent(context, 'iguala', 'en')).toMatchObject({
      title: { lang: 'es' },
      description: { text: 'Mucho' }
    });
  });

  test('says in the log that the places changed when they did, not at every save', async () => {
    const { context, ana } = await scene(setUp);
    const eventId = await draftOf(context, ana);
    const write = (values: EventContent) => saveDraft(context, ana, eventId, { base: {}, values });
    await write({ capacity: '30' });
    await write({ 'summary.es': 'Resumen' });
    await write({ 'summary.es': 'Resumen', 'notes.es': 'Notas' });
    await publish(context, ana, eventId);
    const entries = await context.db
      .selectFrom('audit_log')
      .select('what')
      .where('event_id', '=', eventId)
      .where('what', '=', 'places_changed')
      .execute();
    expect(entries).toHaveLength(1);
  });

  test('keeps resources by their id through every save', async () => {
    const { context, ana } = await scene(setUp);
    const eventId = await draftOf(context, ana);
    const letter = { kind: 'letter', language: 'en', es: '', en: 'Write', position: 0 };
    const values = { 'resource.a': writeResource({ ...letter, url: 'https://example.org/a' }) };
    await saveDraft(context, ana, eventId, { base: {}, values });
    await saveDraft(context, ana, eventId, { base: {}, values: { 'summary.es': 'Más' } });
    expect((await draft(context, eventId)).content).toMatchObject(values);
    await saveDraft(context, ana, eventId, { base: values, values: { 'resource.a': '' } });
    expect((await draft(context, eventId)).content).not.toHaveProperty(['resource.a']);
  });

  test('leaves a published event as it is until the changes are published', async () => {
    const { context, ana } = await scene(setUp);
    const eventId = await draftOf(context, ana);
    await publish(context, ana, eventId);
    const base = { 'title.es': NEW['title.es'] ?? '', 'slug.es': 'que-paso-en-iguala' };
    const values = { 'title.es': 'Iguala, hoy', 'slug.es': 'otra' };
    await saveDraft(context, ana, eventId, { base, values });
    const page = () => findEvent(context, 'que-paso-en-iguala', 'es');
    expect(await page()).toMatchObject({ title: { text: NEW['title.es'] } });
    const ready = checkContent((await draft(context, eventId)).content, context.now());
    if (!ready.ok) throw new Error('not ready');
    const { es, en } = await previewEvent(context, eventId, ready);
    expect(es.page.title.text).toBe('Iguala, hoy');
    expect(es.mail?.subject).toContain('Iguala, hoy');
    expect(en.mail?.lang).toBe('en');
    expect(await page()).toMatchObject({ title: { text: NEW['title.es'] } });
    await publish(context, ana, eventId);
    expect(await page()).toMatchObject({ title: { text: 'Iguala, hoy' } });
    expect((await draft(context, eventId)).changes).toEqual({});
  });

  test('publishes nothing that the person has not seen', async () => {
    const { context, ana, eva } = await scene(setUp);
    const eventId = await draftOf(context, ana);
    const before = await seen(context, eventId);
    await saveDraft(context, eva, eventId, { base: {}, values: { 'summary.es': 'De Eva' } });
    expect(await publishEvent(context, ana, eventId, before)).toEqual({
      ok: false,
      code: 'conflict'
    });
  });

  test('says that an address is taken while it is written and when it is to be published', async () => {
    const { context, ana } = await scene(setUp);
    await draftOf(context, ana);
    const eventId = await draftOf(context, ana);
    const values = { 'slug.es': 'que-paso-en-iguala' };
    const base = { 'slug.es': 'que-paso-en-iguala-2' };
    await saveDraft(context, ana, eventId, { base, values });
    expect(await problems(context, eventId)).toEqual({ 'slug.es': 'slug_taken' });
    expect(await publish(context, ana, eventId)).toEqual({ ok: false, code: 'invalid' });
  });

  test('gives a copy of a long address one that can be published', async () => {
    const { context, ana } = await scene(setUp);
    const title = `${'a'.repeat(73)} bcdefg`;
    await createEvent(context, ana, { ...NEW, 'title.es': title });
    const second = await createEvent(context, ana, { ...NEW, 'title.es': title });
    expect(second).toMatchObject({ ok: true, slug: { es: `${'a'.repeat(73)}-2` } });
  });

  test('keeps the stream of each interpretation by itself, and takes it away when it is emptied', async () => {
    const { context, ana, eva } = await scene(setUp);
    const eventId = await draftOf(context, ana);
    const [es, en] = ['https://youtu.be/es', 'https://vimeo.com/1'];
    await saveDraft(context, ana, eventId, { base: {}, values: { 'channel.es': es } });
    await saveDraft(context, eva, eventId, { base: {}, values: { 'channel.en': 'vimeo' } });
    expect((await draft(context, eventId)).content).toMatchObject({ 'channel.es': es });
    const stale = { base: {}, values: { 'channel.es': 'https://youtu.be/otra' } };
    expect(await saveDraft(context, eva, eventId, stale)).toMatchObject({
      conflicts: [{ field: 'channel.es', theirs: es }]
    });
    expect(await problems(context, eventId)).toMatchObject({ 'channel.en': 'stream' });
    expect(await publish(context, ana, eventId)).toEqual({ ok: false, code: 'invalid' });
    const base = { 'channel.en': 'vimeo', 'channel.es': es };
    await saveDraft(context, ana, eventId, {
      base,
      values: { 'channel.en': en, 'channel.es': '' }
    });
    expect(await publish(context, ana, eventId)).toMatchObject({ ok: true });
    const row = context.db.selectFrom('events').select('stream_channels').where('id', '=', eventId);
    expect(await row.executeTakeFirst()).toEqual({ stream_channels: JSON.stringify({ en }) });
  });

  test('copies everything but what belongs to the one evening', async () => {
    const { context, ana } = await scene(setUp);
    const eventId = await draftOf(context, ana);
    const values = {
      'summary.es': 'Cada año',
      'recap.es': 'Vinieron 300',
      stream: 'https://youtu.be/a',
      'channel.en': 'https://youtu.be/b'
    };
    await saveDraft(context, ana, eventId, { base: {}, values });
    const copy = await createEvent(context, ana, { date: '2028-01-14' }, eventId);
    if (!copy.ok) throw new Error(copy.code);
    const { content } = await draft(context, copy.eventId);
    expect(content).toMatchObject({ 'summary.es': 'Cada año', date: '2028-01-14', time: '18:00' });
    expect(content).not.toHaveProperty(['recap.es']);
    expect(content).not.toHaveProperty('stream');
    expect(content).not.toHaveProperty(['channel.en']);
  });
});

async function scene(setUp: () => Promise<TestContext>) {
  const context = await setUp();
  const [ana, eva] = [await addStaff(context, 'organizer'), await addStaff(context, 'organizer')];
  return { context, ana: ana.id, eva: eva.id };
}

async function draftOf(context: TestContext, staffId: string): Promise<string> {
  const created = await createEvent(context, staffId, NEW);
  if (!created.ok) throw new Error(JSON.stringify(created));
  return created.eventId;
}

async function draft(context: TestContext, eventId: string) {
  const found = await loadDraft(context.db, eventId);
  if (!found) throw new Error('no draft');
  return found;
}

async function problems(context: TestContext, eventId: string) {
  const reader = { staffId: '', lang: 'es', zone: null } as const;
  return (await viewDraft(context, await draft(context, eventId), reader)).problems;
}

async function seen(context: TestContext, eventId: string) {
  const { version, event } = await draft(context, eventId);
  return { version, updatedAt: event.updated_at };
}

async function publish(context: TestContext, staffId: string, eventId: string) {
  return publishEvent(context, staffId, eventId, await seen(context, eventId));
}
