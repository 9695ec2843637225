import { expect, test } from 'vitest';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { changeRoom } from './change-room.ts';
import { staffChangesSince, viewerChangesSince } from './changes-since.ts';
import { staffSnapshot, viewerSnapshot } from './room-snapshot.ts';
import { roomView } from './room-view.ts';

onBothDatabases('a room', (setUp) => {
  test('is paused and opened again, and both audiences hear it', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    const { room, change } = await changeRoom(context, eventId, 'someone', { qa: 'paused' });
    expect(room).toMatchObject({ qa: 'paused', notice: {}, status: 'published' });
    const { translation: _, ...everybody } = room;
    expect(change).toEqual({
      eventId,
      viewers: { from: 0, rev: 1, items: [{ type: 'room', room: everybody }] },
      staff: { from: 0, rev: 1, items: [{ type: 'room', room }] },
      mine: []
    });
    await changeRoom(context, eventId, 'someone', { qa: 'open' });
    expect(await roomView(context.db, eventId)).toMatchObject({ qa: 'open' });
  });

  test('keeps a notice per language; a blank one is taken down, and the questions stay as they were', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context, { qa: 'closed' });
    expect(
      (await changeRoom(context, eventId, 'someone', { notice: { es: 'Volvemos', en: null } })).room
    ).toMatchObject({ qa: 'closed', notice: { es: 'Volvemos' } });
    expect(
      (await changeRoom(context, eventId, 'someone', { notice: { es: null, en: null } })).room
        .notice
    ).toEqual({});
  });

  test('says who changed it, in its log alone', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    await changeRoom(context, eventId, 'rosario', { qa: 'ended' });
    const rows = await context.db
      .selectFrom('room_log')
      .select(['audience', 'rev', 'actor', 'action', 'question_id'])
      .orderBy('audience')
      .execute();
    expect(rows).toEqual(
      ['staff', 'viewers'].map((audience) => ({
        audience,
        rev: 1,
        actor: 'rosario',
        action: 'room',
        question_id: null
      }))
    );
  });

  test('may ask for translations, which is told and logged to staff alone', async () => {
    const context = await setUp();
    const eventId = await publishEvent(context);
    const outcome = await changeRoom(context, eventId, 'rosario', { translation: 'before_stage' });
    expect(outcome.room.translation).toBe('before_stage');
    expect(outcome.change).toMatchObject({ viewers: null, staff: { from: 0, rev: 1 } });
    const rows = await context.db
      .selectFrom('room_log')
      .select(['audience', 'actor', 'action'])
      .execute();
    expect(rows).toEqual([{ audience: 'staff', actor: 'rosario', action: 'translation' }]);
    const { db } = context;
    expect((await staffSnapshot(db, eventId)).room.translation).toBe('before_stage');
    expect(await staffChangesSince(db, eventId, 0)).toMatchObject({
      items: [{ type: 'room', room: { translation: 'before_stage' } }]
    });
    expect(await viewerSnapshot(db, eventId, null)).toMatchObject({ rev: 0 });
    await changeRoom(context, eventId, 'rosario', { qa: 'paused', translation: 'optional' });
    const told = [
      await viewerSnapshot(db, eventId, null),
      await viewerChangesSince(db, eventId, 0)
    ];
    expect(JSON.stringify(told)).toContain('paused');
    expect(JSON.stringify(told)).not.toContain('"translation"');
  });

  test('that does not exist is a bug', async () => {
    const context = await setUp();
    await expect(roomView(context.db, 'nothing')).rejects.toThrow();
  });
});
