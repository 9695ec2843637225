import { expect, test } from 'vitest';
import { publishPanel, registration } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { seedAttendees } from '../../../../tests/support/many-attendees.ts';
import { countStatements } from '../../../../tests/support/statements.ts';
import { ANYBODY, type AttendeeFilter } from '../../schema/attendee-filter.ts';
import { listAttendees } from './attendee-list.ts';
import { eachAttendee } from './attendee-selection.ts';
import { registerAttendee } from './register-attendee.ts';

type Values = Parameters<typeof registration>[1];

onBothDatabases('the list of attendees', (setUp) => {
  test('finds a person by parts of a name, with or without accents', async () => {
    const { names } = await prepare(await setUp());
    expect(await names({ q: 'garcia mar' })).toEqual(['María García']);
    expect(await names({ q: 'MARÍA' })).toEqual(['Mario María', 'María García']);
    expect(await names({ q: 'nadie' })).toEqual([]);
  });

  test('finds a person by the whole address however it is typed, and by a part of it', async () => {
    const { names } = await prepare(await setUp());
    expect(await names({ q: ' Maria@Example.org' })).toEqual(['María García']);
    expect(await names({ q: 'noname' })).toEqual([null]);
  });

  test('filters by state, language, needs and news, all of them together', async () => {
    const { names } = await prepare(await setUp());
    expect(await names({ listen: 'en' })).toEqual([null, 'Mario María']);
    expect(await names({ needs: 'yes' })).toEqual(['Mario María']);
    expect(await names({ news: 'yes', listen: 'en' })).toEqual([null]);
    expect(await names({ status: 'waitlisted' })).toEqual([null]);
    expect(await names({ status: 'cancelled' })).toEqual([]);
  });

  test('is sorted by time and by name, who gave none last', async () => {
    const { names } = await prepare(await setUp());
    expect(await names({}, 'old')).toEqual(['María García', 'Mario María', null]);
    expect(await names({}, 'new')).toEqual([null, 'Mario María', 'María García']);
    expect(await names({}, 'name')).toEqual(['María García', 'Mario María', null]);
  });

  test('shows addresses and needs only to who asked for the column', async () => {
    const { context, eventId } = await prepare(await setUp());
    const { attendees } = await listAttendees(context, eventId, ANYBODY, {
      sort: 'old',
      columns: [],
      after: null
    });
    expect(JSON.stringify(attendees)).not.toContain('@');
    expect(JSON.stringify(attendees)).not.toContain('rampa');
  });

  test.for(['new', 'old', 'name'] as const)(
    'by %s comes in pages, each person once',
    async (sort) => {
      const context = await setUp();
      const eventId = await publishPanel(context, { capacity: null });
      await seedAttendees(context, eventId, 205);
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page = await listAttendees(context, eventId, ANYBODY, { sort, columns: [], after });
        seen.push(...page.attendees.map((one) => one.id));
        expect(page.total).toBe(205);
        after = page.next;
        expect(after ?? '').not.toMatch(/garc|smith/i);
      } while (after !== null);
      expect(seen.length).toBe(205);
      expect(new Set(seen).size).toBe(205);
    }
  );

  test('asks the database as often for many as for few', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: null });
    const few = await statementsOf(context, eventId);
    await seedAttendees(context, eventId, 120);
    expect(await statementsOf(context, eventId)).toEqual(few.map((count) => count + 1));
  });

  test('is the same selection when it is worked through from the beginning to the end', async () => {
    const { context, eventId, names } = await prepare(await setUp());
    const filter = { ...ANYBODY, q: 'mari', status: 'live' } as const;
    const walked: (string | null)[] = [];
    for await (const batch of eachAttendee(context, eventId, filter))
      walked.push(...batch.map((one) => one.name));
    expect(walked).toEqual(['María García', 'Mario María']);
    expect(await names(filter, 'old')).toEqual(walked);
  });
});

/** María and Mario have a place, somebody without a name waits. */
async function prepare(context: TestContext) {
  const eventId = await publishPanel(context, { capacity: 2 });
  const people: Values[] = [
    { name: 'María García', email: 'maria@example.org' },
    { name: 'Mario María', email: 'mm@example.org', listen: 'en', needs: 'Una rampa' },
    { name: null, email: 'noname@example.org', listen: 'en', news: true }
  ];
  for (const [index, values] of people.entries()) {
    context.setNow(`2026-11-24T18:0${index}:00.000Z`);
    await registerAttendee(context, registration(eventId, values));
  }
  return {
    context,
    eventId,
    async names(asked: Partial<AttendeeFilter>, sort: 'new' | 'old' | 'name' = 'new') {
      const wanted = { sort, columns: [], after: null };
      const page = await listAttendees(context, eventId, { ...ANYBODY, ...asked }, wanted);
      expect(page.total).toBe(page.attendees.length);
      return page.attendees.map((one) => one.name);
    }
  };
}

async function statementsOf(context: TestContext, eventId: string): Promise<number[]> {
  const counts: number[] = [];
  for (const filter of [ANYBODY, { ...ANYBODY, q: 'person-1@example.org' }]) {
    const { counted, kinds } = countStatements(context);
    await listAttendees(counted, eventId, filter, { sort: 'new', columns: [], after: null });
    counts.push(kinds.length);
  }
  return counts;
}
