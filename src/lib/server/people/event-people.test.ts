import { expect, test } from 'vitest';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { loadEventPage } from '../events/find-event.ts';
import { importHub } from '../events/import-events.ts';
import { loadEventPeople } from './event-people.ts';
import { listPeople } from './list-people.ts';
import { saveEventPeople } from './save-event-people.ts';

const ANA = { person: 'ana', role: 'panelist' as const, es: 'Las fosas', en: null };
const BETO = { person: 'beto', role: 'moderator' as const, es: null, en: null };

onBothDatabases('the people of an event', (setUp) => {
  async function house() {
    const context = await setUp();
    const people = ['ana', 'beto'].map((slug) => ({ slug, name: slug }));
    await importHub(context, { people });
    const eventId = await publishEvent(context, { slug: 'mesa' });
    const { id: staffId } = await addStaff(context, 'organizer', eventId);
    const { version } = await loadEventPeople(context, eventId, 'es');
    return { context, eventId, staffId, version };
  }

  test('stand on its page in their order, each with a topic in the language it has', async () => {
    const { context, eventId, staffId, version } = await house();
    const saved = await saveEventPeople(context, staffId, eventId, {
      people: [BETO, ANA],
      version
    });
    expect(saved).toMatchObject({ ok: true });
    expect(saved).toMatchObject({
      version: (await loadEventPeople(context, eventId, 'es')).version
    });
    expect((await loadEventPage(context, eventId, 'en'))?.people).toMatchObject([
      { slug: 'beto', role: 'moderator', topic: null },
      { slug: 'ana', role: 'panelist', topic: { text: 'Las fosas', lang: 'es' } }
    ]);
  });

  test('are found by the search box of the public list', async () => {
    const { context, eventId, staffId, version } = await house();
    await saveEventPeople(context, staffId, eventId, { people: [ANA], version });
    const texts = await context.db.selectFrom('event_texts').select('search').execute();
    expect(texts.every((text) => text.search.includes('ana'))).toBe(true);
  });

  test('change on the list that was read; the second editor is told who was faster', async () => {
    const { context, eventId, staffId, version } = await house();
    const other = await addStaff(context, 'admin');
    await saveEventPeople(context, other.id, eventId, { people: [ANA], version });
    const late = await saveEventPeople(context, staffId, eventId, { people: [BETO], version });
    expect(late).toMatchObject({ ok: false, code: 'conflict', by: 'Rosario admin' });
    expect((await loadEventPeople(context, eventId, 'es')).people).toMatchObject([
      { person: 'ana' }
    ]);
    if (late.ok || late.code !== 'conflict') throw new Error('there was no conflict');
    const again = { people: [BETO], version: late.version };
    expect(await saveEventPeople(context, staffId, eventId, again)).toMatchObject({ ok: true });
  });

  test('may be joined by somebody new, who is in the house from then on', async () => {
    const { context, eventId, staffId, version } = await house();
    const change = { people: [ANA], version, newcomer: 'Zoë Ruiz' };
    expect(await saveEventPeople(context, staffId, eventId, change)).toMatchObject({ ok: true });
    expect((await loadEventPeople(context, eventId, 'es')).people).toMatchObject([
      { person: 'ana' },
      { person: 'zoe-ruiz', name: 'Zoë Ruiz', role: 'panelist' }
    ]);
    const list = await listPeople(context, staffId, { lang: 'es', q: 'zoe' });
    expect(list?.people).toMatchObject([{ name: 'Zoë Ruiz', events: 1 }]);
  });

  test('are not changed by who does not organize the event, nor with strangers to the house', async () => {
    const { context, eventId, staffId, version } = await house();
    for (const role of ['moderator', 'interpreter'] as const) {
      const { id } = await addStaff(context, role, eventId);
      const change = { people: [ANA], version };
      expect(await saveEventPeople(context, id, eventId, change)).toMatchObject({
        code: 'not_found'
      });
    }
    const stranger = { ...ANA, person: 'nadie' };
    expect(
      await saveEventPeople(context, staffId, eventId, { people: [ANA, stranger], version })
    ).toMatchObject({ code: 'unknown_person' });
    expect((await loadEventPeople(context, eventId, 'es')).people).toEqual([]);
  });

  test('are written down once, and not when nothing changed', async () => {
    const { context, eventId, staffId, version } = await house();
    const saved = await saveEventPeople(context, staffId, eventId, { people: [ANA], version });
    const same = { people: [ANA], version: saved.ok ? saved.version : '' };
    expect(await saveEventPeople(context, staffId, eventId, same)).toEqual(saved);
    const log = await context.db
      .selectFrom('audit_log')
      .select(['what', 'event_id', 'detail'])
      .where('actor', '=', staffId)
      .execute();
    expect(log).toEqual([
      { what: 'event_changed', event_id: eventId, detail: '{"field":"people"}' }
    ]);
  });
});
