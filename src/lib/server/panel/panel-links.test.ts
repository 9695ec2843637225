import { expect, test } from 'vitest';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { makeLink } from '../../../../tests/support/panel.ts';
import {
  findPanelByToken,
  isPanelLinkOpen,
  listPanelLinks,
  makePanelLink,
  revokePanelLink
} from './panel-links.ts';

onBothDatabases('private links to the cue', (setUp) => {
  test('lead to their event and carry the name that they were made for', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    const link = await makeLink(context, eventId);
    expect(await findPanelByToken(context.db, link.token)).toEqual({
      id: link.id,
      eventId,
      name: 'Zara Snapp'
    });
    expect(await findPanelByToken(context.db, 'a-token-that-nobody-was-given')).toBeNull();
  });

  test('can be copied again, although the database does not hold their secret', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    const link = await makeLink(context, eventId);
    expect(await listPanelLinks(context, eventId)).toEqual([link]);
    const rows = await context.db.selectFrom('panel_links').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(link.token);
  });

  test('open nothing once they are revoked, and their name is free again', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    const link = await makeLink(context, eventId);
    expect(await revokePanelLink(context, eventId, link.id, null)).toBe(true);
    expect(await revokePanelLink(context, eventId, link.id, null)).toBe(false);
    expect(await findPanelByToken(context.db, link.token)).toBeNull();
    expect(await isPanelLinkOpen(context.db, link.id)).toBe(false);
    expect(await listPanelLinks(context, eventId)).toEqual([]);
    const again = await makeLink(context, eventId);
    expect(again.token).not.toBe(link.token);
  });

  test('are revoked by the moderators of their own event only', async () => {
    const context = await setUp();
    const [eventId, other] = [await publishEvent(context), await publishEvent(context)];
    const link = await makeLink(context, eventId);
    expect(await revokePanelLink(context, other, link.id, null)).toBe(false);
    expect(await isPanelLinkOpen(context.db, link.id)).toBe(true);
  });

  test('have one name each within an event, also when two are made at once', async () => {
    const context = await setUp();
    const [eventId, other] = [await publishEvent(context), await publishEvent(context)];
    const outcomes = await Promise.all(
      ['Zara', 'Zara', 'Zara'].map((name) => makePanelLink(context, eventId, name, null))
    );
    expect(outcomes.map((outcome) => outcome.ok || outcome.code).sort()).toEqual(
      [true, 'taken', 'taken'].sort()
    );
    expect(await makePanelLink(context, other, 'Zara', null)).toMatchObject({ ok: true });
  });

  test('know the person of the event whose name they carry', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    await context.db
      .insertInto('people')
      .values({ id: 'p1', slug: 'zara-snapp', name: 'Zara Snapp' })
      .execute();
    await context.db
      .insertInto('event_people')
      .values({ event_id: eventId, person_id: 'p1', role: 'panelist', position: 0, topic: '{}' })
      .execute();
    await makeLink(context, eventId);
    await makeLink(context, eventId, 'Somebody else');
    const rows = await context.db
      .selectFrom('panel_links')
      .select(['name', 'person_id'])
      .orderBy('name')
      .execute();
    expect(rows).toEqual([
      { name: 'Somebody else', person_id: null },
      { name: 'Zara Snapp', person_id: 'p1' }
    ]);
  });

  test('are not made without end', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    for (let count = 0; count < 40; count += 1)
      await makeLink(context, eventId, `Persona ${count}`);
    expect(await makePanelLink(context, eventId, 'Una más', null)).toEqual({
      ok: false,
      code: 'full'
    });
  });
});
