import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { inTransaction } from '../db/transaction.ts';
import { makePanelLink, revokePanelLink } from '../panel/panel-links.ts';
import { endRehearsal } from '../rehearsals/end-rehearsal.ts';
import { startRehearsal } from '../rehearsals/start-rehearsal.ts';
import { saveCapacity } from '../rsvps/change-capacity.ts';
import { audit } from './audit.ts';
import { openSessions } from './sessions.ts';

onBothDatabases('the audit log', (setUp) => {
  test('tells who did what to which event, by the name of then', async () => {
    const { context, eventId, rosa } = await atWork(setUp);
    const places = { capacity: 5, streamCapacity: null };
    await saveCapacity(context, eventId, places, `staff:${rosa.id}`);
    await saveCapacity(context, eventId, places, `staff:${rosa.id}`);
    const made = await makePanelLink(context, eventId, 'Zara', rosa.id);
    const linkId = made.ok ? made.link.id : '';
    await revokePanelLink(context, eventId, linkId, rosa.id);
    await revokePanelLink(context, eventId, linkId, rosa.id);
    const rehearsal = (await startRehearsal(context, eventId, rosa.id)) ?? '';
    await startRehearsal(context, eventId, rosa.id);
    await endRehearsal(context, rehearsal, rosa.id);
    await context.db.updateTable('staff_users').set({ name: 'Otra' }).execute();

    const entries = await written(context, eventId);
    expect(entries.map(({ what }) => what)).toEqual([
      'places_changed',
      'panel_link_made',
      'panel_link_revoked',
      'rehearsal_started',
      'rehearsal_ended'
    ]);
    expect(new Set(entries.map((entry) => entry.actor_name))).toEqual(
      new Set(['Rosario organizer'])
    );
    expect(entries[0]?.detail).toBe('{"capacity":5,"streamCapacity":""}');
    expect(entries[2]).toMatchObject({ subject_kind: 'panel_link', subject_id: linkId });
    expect(JSON.stringify(entries)).not.toContain('Zara');
  });

  test('knows who came in and who was let in', async () => {
    const { context, rosa } = await atWork(setUp);
    await openSessions(context).start(rosa.id);
    expect(await written(context, null)).toMatchObject([
      {
        what: 'user_added',
        actor: null,
        actor_name: '',
        subject_id: rosa.id,
        detail: '{"roles":"organizer"}'
      },
      { what: 'signed_in', actor: rosa.id }
    ]);
  });

  test('keeps known details only, none that reads like an address', async () => {
    const { context, eventId, rosa } = await atWork(setUp);
    const detail = {
      count: 3,
      email: 'ana',
      text: 'x',
      name: 'ana@example.org',
      slug: 'x'.repeat(500)
    };
    await audit(context.db, context, {
      actor: rosa.id,
      what: 'attendees_exported',
      eventId,
      detail
    });
    const [entry] = await written(context, eventId);
    expect(JSON.parse(entry?.detail ?? '')).toEqual({ count: 3, slug: 'x'.repeat(200) });
  });

  test('holds nothing of what was not done', async () => {
    const { context, eventId, rosa } = await atWork(setUp);
    const failing = inTransaction(context.db, async (trx) => {
      await audit(trx, context, { actor: rosa.id, what: 'event_changed', eventId });
      throw new Error('not done');
    });
    await expect(failing).rejects.toThrow('not done');
    expect(await written(context, eventId)).toEqual([]);
  });
});

async function atWork(setUp: () => Promise<TestContext>) {
  const context = await setUp();
  const eventId = await publishEvent(context, { slug: 'mesa' });
  const rosa = await addStaff(context, 'organizer');
  // Entries of one moment have no order: each deed takes a second here.
  let now = Date.parse('2026-11-24T18:00:00.000Z');
  context.now = () => new Date((now += 1_000));
  return { context, eventId, rosa };
}

/** In the order in which it was written. */
async function written(context: TestContext, eventId: string | null) {
  return context.db
    .selectFrom('audit_log')
    .selectAll()
    .where('event_id', eventId === null ? 'is' : '=', eventId)
    .orderBy('at')
    .execute();
}
