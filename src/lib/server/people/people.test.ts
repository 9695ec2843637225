import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { countStatements } from '../../../../tests/support/statements.ts';
import { importHub } from '../events/import-events.ts';
import { loadEventPage } from '../events/find-event.ts';
import { deletePerson } from './delete-person.ts';
import { loadEventPeople } from './event-people.ts';
import { findPerson } from './find-person.ts';
import { listPeople } from './list-people.ts';
import { addPerson, changePerson } from './save-person.ts';

const BLANK = {
  role_es: null,
  role_en: null,
  pronouns_es: null,
  pronouns_en: null,
  bio_es: null,
  bio_en: null,
  version: 0
};

onBothDatabases('the people of the house', (setUp) => {
  async function house() {
    const context = await setUp();
    return { context, ana: (await addStaff(context, 'organizer')).id };
  }

  test('are found by name and role without accents, in either language, page by page', async () => {
    const { context, ana } = await house();
    await add(context, ana, 'Ángel Núñez', { role_es: 'Periodista', role_en: 'Journalist' });
    await add(context, ana, 'Beatriz Sol');
    await add(context, ana, 'Carmen Luz');
    const first = await listPeople(context, ana, { lang: 'es', limit: 2 });
    expect(first?.people.map((person) => person.name)).toEqual(['Ángel Núñez', 'Beatriz Sol']);
    const next = await listPeople(context, ana, { lang: 'es', limit: 2, cursor: first?.cursor });
    expect(next).toMatchObject({ people: [{ name: 'Carmen Luz' }], cursor: null });
    for (const q of ['angel nunez', 'PERIODISTA', 'journal'])
      expect((await listPeople(context, ana, { lang: 'es', q }))?.people).toMatchObject([
        { slug: 'angel-nunez', role: { text: 'Periodista', lang: 'es' } }
      ]);
    for (const q of ['%', '_', 'nadie'])
      expect((await listPeople(context, ana, { lang: 'es', q }))?.people.length).toBe(
        q === 'nadie' ? 0 : 3
      );
  });

  test('are not there for who organizes nothing', async () => {
    const { context, ana } = await house();
    const slug = await add(context, ana, 'Ana');
    const { id } = await addStaff(context, 'moderator');
    expect(await listPeople(context, id, { lang: 'es' })).toBeNull();
    expect(await findPerson(context, id, slug, 'es')).toBeNull();
    expect(await addPerson(context, id, { ...BLANK, name: 'X' })).toMatchObject({ ok: false });
    expect(await changePerson(context, id, slug, { ...BLANK, name: 'X' })).toMatchObject({
      code: 'not_found'
    });
  });

  test('get an address of their own, also with one name or without Latin letters', async () => {
    const { context, ana } = await house();
    expect(await add(context, ana, 'Ana Pérez')).toBe('ana-perez');
    expect(await add(context, ana, 'Ana  Perez')).toBe('ana-perez-2');
    expect(await add(context, ana, 'Нина')).toBe('persona');
    expect(await add(context, ana, 'Nuevo')).toBe('persona-2');
  });

  test('change on the version that was read, and the second editor is told who and what', async () => {
    const { context, ana } = await house();
    const beto = await addStaff(context, 'organizer');
    const slug = await add(context, ana, 'Ana', { role_es: 'Abogada' });
    const form = { ...BLANK, name: 'Ana', version: 1 };
    expect(
      await changePerson(context, beto.id, slug, { ...form, role_es: 'Jueza', bio_es: 'Nació.' })
    ).toMatchObject({ ok: true, version: 2 });
    expect(
      await changePerson(context, ana, slug, { ...form, role_es: 'Abogada', bio_es: 'Nació.' })
    ).toEqual({
      ok: false,
      code: 'conflict',
      conflict: {
        by: 'Rosario organizer',
        version: 2,
        differs: [{ field: 'role_es', text: 'Jueza' }]
      }
    });
    expect(await findPerson(context, ana, slug, 'es')).toMatchObject({ role: { es: 'Jueza' } });
  });

  test('keep their life and picture when a file is imported that knows their name and role only', async () => {
    const { context, ana } = await house();
    const slug = await add(context, ana, 'Ana', { role_en: 'Lawyer', bio_es: 'Nació.' });
    await context.db.updateTable('people').set({ photo: 'x' }).execute();
    const people = [{ slug, name: 'Ana P.', role: { es: 'Abogada' } }];
    expect(await importHub(context, { people })).toMatchObject({ ok: true });
    const person = await findPerson(context, ana, slug, 'es');
    expect(person).toMatchObject({
      name: 'Ana P.',
      role: { es: 'Abogada' },
      bio: { es: 'Nació.' },
      photo: 'x',
      version: 2
    });
    expect(person?.role.en).toBeUndefined();
  });

  test('of events of others are not changed by who organizes one event only', async () => {
    const { context, ana } = await house();
    const [here, there] = [
      await publishEvent(context, { slug: 'aqui' }),
      await publishEvent(context, { slug: 'alla' })
    ];
    const local = await addStaff(context, 'organizer', here);
    const slug = await add(context, ana, 'Ana');
    await appear(context, slug, here);
    const form = { ...BLANK, name: 'Ana P.', version: 1 };
    expect(await changePerson(context, local.id, slug, form)).toMatchObject({ ok: true });
    await appear(context, slug, there);
    expect(await changePerson(context, local.id, slug, { ...form, version: 2 })).toEqual({
      ok: false,
      code: 'forbidden'
    });
    expect(await findPerson(context, local.id, slug, 'es')).toMatchObject({
      editable: false,
      usedIn: [{ own: expect.any(Boolean) }, { own: expect.any(Boolean) }]
    });
    expect(await changePerson(context, ana, slug, { ...form, version: 2 })).toMatchObject({
      ok: true
    });
  });

  test('are found by their new name on the pages of events', async () => {
    const { context, ana } = await house();
    const slug = await add(context, ana, 'Ana');
    const event = await publishEvent(context, { slug: 'mesa' });
    await appear(context, slug, event);
    await changePerson(context, ana, slug, { ...BLANK, name: 'Xóchitl', version: 1 });
    const { search } = await context.db
      .selectFrom('event_texts')
      .select('search')
      .where('event_id', '=', event)
      .executeTakeFirstOrThrow();
    expect(search).toContain('xochitl');
  });

  test('take as many statements to list, show and arrange however many they are', async () => {
    const { context, ana } = await house();
    const event = await publishEvent(context, { slug: 'mesa' });
    const { counted, kinds } = countStatements(context);
    const costs: number[] = [];
    for (const [from, to] of [
      [0, 2],
      [2, 40]
    ] as const) {
      const people = Array.from({ length: to - from }, (_, n) => ({
        slug: `p${from + n}`,
        name: `P ${from + n}`,
        role: { es: 'Abogada' }
      }));
      await importHub(context, { people });
      for (const { slug } of people) await appear(context, slug, event);
      kinds.length = 0;
      expect((await listPeople(counted, ana, { lang: 'es' }))?.people).toHaveLength(to);
      expect(await findPerson(counted, ana, 'p0', 'es')).toMatchObject({ usedIn: [{}] });
      expect((await loadEventPeople(counted, event, 'es')).people).toHaveLength(to);
      expect((await loadEventPage(counted, event, 'es'))?.people).toHaveLength(to);
      costs.push(kinds.length);
    }
    expect(costs[0]).toBe(costs[1]);
  });

  test('are deleted only while no event has them, and it is written down', async () => {
    const { context, ana } = await house();
    const slug = await add(context, ana, 'Ana');
    await appear(context, slug, await publishEvent(context));
    expect(await deletePerson(context, ana, slug)).toEqual({ ok: false, code: 'in_use' });
    await context.db.deleteFrom('event_people').execute();
    expect(await deletePerson(context, ana, slug)).toEqual({ ok: true });
    const log = await context.db.selectFrom('audit_log').select(['what', 'actor']).execute();
    expect(log.filter((entry) => entry.actor === ana).map((entry) => entry.what)).toEqual([
      'person_added',
      'person_deleted'
    ]);
  });
});

async function add(context: TestContext, staffId: string, name: string, also = {}) {
  const added = await addPerson(context, staffId, { ...BLANK, ...also, name });
  if (!added.ok) throw new Error(added.code);
  return added.slug;
}

async function appear(context: TestContext, slug: string, eventId: string): Promise<void> {
  const { id } = await context.db
    .selectFrom('people')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();
  await context.db
    .insertInto('event_people')
    .values({ event_id: eventId, person_id: id, role: 'panelist', position: 0, topic: '{}' })
    .execute();
}
