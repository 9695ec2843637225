import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { countStatements } from '../../../../tests/support/statements.ts';
import { audit, type AuditVerb } from './audit.ts';
import { listAudit, startOfDay, type AuditFilter } from './list-audit.ts';

const ALL: AuditFilter = { who: null, what: null, event: null, since: null, before: null };
const START = Date.parse('2026-11-24T18:00:00.000Z');

onBothDatabases('the list of what was done', (setUp) => {
  test('is an admin’s alone', async () => {
    const { context, rosa } = await house(setUp);
    const ofEvent = await addStaff(context, 'admin', 'event-1');
    for (const { id } of [rosa, ofEvent])
      expect(await listAudit(context, id, ALL, 'es')).toBeNull();
  });

  test('tells the newest first, by who, what, event and day', async () => {
    const { context, list, rosa, mesa, write } = await house(setUp);
    await write('event_changed', mesa);
    await write('attendees_exported', mesa);
    await write('mail_tested', null);
    expect(await list()).toEqual(['mail_tested', 'attendees_exported', 'event_changed']);
    expect(await list({ event: mesa })).toEqual(['attendees_exported', 'event_changed']);
    expect(await list({ what: 'event_changed' })).toEqual(['event_changed']);
    expect(await list({ who: rosa.id, event: mesa })).toHaveLength(2);
    expect(await list({ who: 'console' })).toEqual([]);
    const since = new Date(context.now().getTime()).toISOString();
    expect(await list({ since })).toEqual(['mail_tested']);
  });

  test('marks each export of attendees, names staff, and knows an event that is gone', async () => {
    const { context, admin, rosa, mesa, write } = await house(setUp);
    await write('attendees_exported', mesa);
    await write('event_deleted', 'gone');
    await audit(context.db, context, {
      actor: admin.id,
      what: 'roles_changed',
      eventId: null,
      subject: { kind: 'staff', id: rosa.id },
      detail: { to: 'moderator' }
    });
    const page = await listAudit(context, admin.id, { ...ALL, event: mesa }, 'en');
    expect(page?.lines).toMatchObject([
      {
        isAttendeeExport: true,
        actorName: 'Rosario organizer',
        event: { text: 'Mesa' }
      }
    ]);
    const all = await listAudit(context, admin.id, ALL, 'en');
    expect(all?.lines.find(({ eventId }) => eventId === 'gone')).toMatchObject({ event: null });
    expect(all?.lines.find(({ what }) => what === 'roles_changed')).toMatchObject({
      subject: { kind: 'staff', name: 'Rosario organizer' },
      detail: { to: 'moderator' },
      isAttendeeExport: false
    });
  });

  test('holds the decisions on an event’s questions among the rest, once the event is named', async () => {
    const { context, list, rosa, mesa, write, decide } = await house(setUp);
    await write('event_changed', mesa);
    await decide('approve', rosa.id);
    await decide('ask', null);
    await write('questions_exported', mesa);
    expect(await list({ event: mesa })).toEqual([
      'questions_exported',
      'question_decided',
      'event_changed'
    ]);
    expect(await list({ event: mesa, what: 'question_decided' })).toEqual(['question_decided']);
    expect(await list({ event: mesa, who: rosa.id })).toHaveLength(3);
    expect(await list()).toEqual(['questions_exported', 'event_changed']);
    expect(await context.db.selectFrom('audit_log').select('what').execute()).not.toContainEqual({
      what: 'question_decided'
    });
  });

  test('gives pages without a gap or a repetition, in as many statements as for one line', async () => {
    const { context, admin, mesa, write, decide, rosa } = await house(setUp);
    await write('event_changed', mesa);
    const { counted, kinds } = countStatements(context);
    await listAudit(counted, admin.id, { ...ALL, event: mesa }, 'es');
    const statements = kinds.length;
    for (let index = 0; index < 130; index++) {
      // Of several entries of one moment none may be lost at the end of a page.
      const still = index % 7 !== 0;
      await (index % 3 ? write('event_changed', mesa, still) : decide('approve', rosa.id, still));
    }
    kinds.length = 0;
    const filter = { ...ALL, event: mesa };
    const first = await listAudit(counted, admin.id, filter, 'es');
    expect(kinds.length).toBe(statements);
    const second = await listAudit(
      context,
      admin.id,
      { ...filter, before: first?.next ?? null },
      'es'
    );
    const ids = [...(first?.lines ?? []), ...(second?.lines ?? [])].map(({ id }) => id);
    expect(first?.lines).toHaveLength(100);
    expect(new Set(ids).size).toBe(131);
    expect(second?.next).toBeNull();
  });
});

test('a day begins on the reader’s clock, and what is no day is none', () => {
  expect(startOfDay('2026-11-24', 'America/Tijuana')).toBe('2026-11-24T08:00:00.000Z');
  for (const day of ['', '24/11/2026', '2026-02-31', '2026-13-01', "' or 1=1"])
    expect(startOfDay(day, 'UTC'), day).toBeNull();
});

async function house(setUp: () => Promise<TestContext>) {
  const context = await setUp();
  const admin = await addStaff(context, 'admin');
  const rosa = await addStaff(context, 'organizer');
  const mesa = await publishEvent(context, { slug: 'mesa', title: 'Mesa' });
  await context.db.deleteFrom('audit_log').execute();
  let now = START;
  let rev = 0;
  const tick = (still: boolean) => {
    now += still ? 0 : 1_000;
    context.setNow(new Date(now).toISOString());
  };
  const write = async (what: AuditVerb, eventId: string | null, still = false) => {
    tick(still);
    await audit(context.db, context, { actor: rosa.id, what, eventId });
  };
  /** As the room's log holds it. */
  const decide = async (action: string, actor: string | null, still = false) => {
    tick(still);
    rev += 1;
    const at = context.now().toISOString();
    await context.db
      .insertInto('room_log')
      .values({ event_id: mesa, audience: 'staff', rev, question_id: 'q', action, actor, at })
      .execute();
  };
  const list = async (filter: Partial<AuditFilter> = {}) => {
    const page = await listAudit(context, admin.id, { ...ALL, ...filter }, 'es');
    return page?.lines.map(({ what }) => what);
  };
  return { context, admin, rosa, mesa, write, decide, list };
}
