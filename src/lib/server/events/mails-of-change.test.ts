import { expect, test } from 'vitest';
import { registration } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { countStatements } from '../../../../tests/support/statements.ts';
import type { EventContent } from '../../schema/event-fields.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { createEvent } from './create-event.ts';
import { loadDraft } from './event-draft.ts';
import { countChangeMails, countStepMails } from './mails-of-change.ts';
import { changeEventStatus, publishEvent } from './publish-event.ts';
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

const NO_MAILS = {
  told: { es: 0, en: 0 },
  line: { es: 0, en: 0 },
  record: { es: 0, en: 0 }
};

onBothDatabases('the mails of a change', (setUp) => {
  test('counts whom a move and a cancellation will mail, and mails so many', async () => {
    const { context, ana } = await scene(setUp);
    const eventId = await draftOf(context, ana);
    await publish(context, ana, eventId);
    for (const [number, lang] of (['es', 'es', 'en'] as const).entries())
      await registerAttendee(
        context,
        registration(eventId, { lang, email: `${number}@example.org` })
      );
    await saveDraft(context, ana, eventId, { base: { time: '18:00' }, values: { time: '19:00' } });
    const moved = await draft(context, eventId);
    expect(await countChangeMails(context, ana, moved)).toEqual({
      ...NO_MAILS,
      told: { es: 2, en: 1 }
    });
    await publish(context, ana, eventId);
    expect(await mails(context, 'changed')).toBe(3);
    // The news of the move were not sent yet: one mail takes the place of the other.
    const off = await countStepMails(context, ana, await draft(context, eventId), 'cancelled');
    expect(off).toEqual({ ...NO_MAILS, told: { es: 2, en: 1 } });
    await changeEventStatus(context, ana, eventId, 'cancelled', await seen(context, eventId));
    expect(await mails(context, 'event_cancelled')).toBe(3);
    const { db } = context;
    const log = await db
      .selectFrom('audit_log')
      .select('what')
      .where('event_id', '=', eventId)
      .execute();
    expect(log.map(({ what }) => what).sort()).toEqual([
      'event_cancelled',
      'event_created',
      'event_moved',
      'event_published'
    ]);
  });

  test('counts whom it then mails: the line that moves up, and nobody who is led back to what they knew', async () => {
    const { context, ana } = await scene(setUp);
    const eventId = await draftOf(context, ana);
    await saveDraft(context, ana, eventId, { base: {}, values: { capacity: '2' } });
    await publish(context, ana, eventId);
    for (const [number, companions] of [1, 0, 1, 0].entries())
      await registerAttendee(
        context,
        registration(eventId, {
          ...{ lang: number % 2 ? 'en' : 'es', email: `${number}@example.org` },
          companions
        })
      );
    const more = { base: { capacity: '2' }, values: { capacity: '5' } };
    await saveDraft(context, ana, eventId, more);
    const line = { ...NO_MAILS, line: { es: 1, en: 1 } };
    expect(await countChangeMails(context, ana, await draft(context, eventId))).toEqual(line);
    await publish(context, ana, eventId);
    expect(await mails(context, 'promoted')).toBe(2);

    for (const [from, to] of [
      ['18:00', '19:00'],
      ['19:00', '18:00']
    ] as const) {
      await saveDraft(context, ana, eventId, { base: { time: from }, values: { time: to } });
      const told = to === '18:00' ? { es: 0, en: 0 } : { es: 2, en: 2 };
      const counted = await countChangeMails(context, ana, await draft(context, eventId));
      expect(counted).toEqual({ ...NO_MAILS, told });
      await publish(context, ana, eventId);
      expect(await mails(context, 'changed')).toBe(told.es + told.en);
    }
  });

  test('counts by statements that do not grow with the people', async () => {
    const { context, ana } = await scene(setUp);
    const eventId = await draftOf(context, ana);
    await saveDraft(context, ana, eventId, { base: {}, values: { capacity: '1' } });
    await publish(context, ana, eventId);
    await saveDraft(context, ana, eventId, {
      base: { capacity: '1', time: '18:00' },
      values: { capacity: '500', time: '19:00' }
    });
    const register = async (from: number, to: number) => {
      for (let number = from; number < to; number++)
        await registerAttendee(context, registration(eventId, { email: `${number}@example.org` }));
    };
    const counting = async () => {
      const drafted = await draft(context, eventId);
      const { counted, kinds } = countStatements(context);
      await countChangeMails(counted, ana, drafted);
      return kinds.length;
    };
    await register(0, 3);
    const few = await counting();
    await register(3, 30);
    expect(await counting()).toBe(few);
  });

  test('counts who asked for the record when it is published, or the event ended', async () => {
    const { context, ana } = await scene(setUp);
    const eventId = await draftOf(context, ana);
    await publish(context, ana, eventId);
    await registerAttendee(context, registration(eventId, { lang: 'en', news: true }));
    const values = { 'recap.en': 'Many came' };
    await saveDraft(context, ana, eventId, { base: {}, values });
    expect(await countChangeMails(context, ana, await draft(context, eventId))).toEqual(NO_MAILS);
    await publish(context, ana, eventId);
    const written = await draft(context, eventId);
    const toldOfRecord = { ...NO_MAILS, record: { es: 0, en: 1 } };
    expect(await countStepMails(context, ana, written, 'ended')).toEqual(toldOfRecord);
    expect(await mails(context, 'followup')).toBe(0);
    await changeEventStatus(context, ana, eventId, 'ended', await seen(context, eventId));
    expect(await mails(context, 'followup')).toBe(1);
  });
});

async function scene(setUp: () => Promise<TestContext>) {
  const context = await setUp();
  return { context, ana: (await addStaff(context, 'organizer')).id };
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

async function seen(context: TestContext, eventId: string) {
  const { version, event } = await draft(context, eventId);
  return { version, updatedAt: event.updated_at };
}

async function publish(context: TestContext, staffId: string, eventId: string) {
  return publishEvent(context, staffId, eventId, await seen(context, eventId));
}

async function mails({ db }: TestContext, kind: string): Promise<number> {
  return (await db.selectFrom('mail_outbox').select('id').where('kind', '=', kind).execute())
    .length;
}
