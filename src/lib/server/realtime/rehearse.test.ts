import { describe, expect, test } from 'vitest';
import { makeLink, panelist } from '../../../../tests/support/panel.ts';
import { bytes, dial, openRoom, staff, viewer } from '../../../../tests/support/room.ts';
import type { PracticePace, RehearsalState } from '../../realtime/protocol.ts';
import { endRehearsal } from '../rehearsals/end-rehearsal.ts';
import { slugsById } from '../rehearsals/find-rehearsal.ts';
import { startRehearsal } from '../rehearsals/start-rehearsal.ts';
import { addLink } from '../rooms/admission.ts';
import { issueViewerToken } from '../rooms/viewer-identity.ts';

/** The room `mesa` with a rehearsal and a moderator at its desk. */
async function scene() {
  const room = await openRoom();
  const rehearsal = (await startRehearsal(room.context, room.eventId, null)) ?? '';
  const { es: event, en } = await slugsById(room.context.db, rehearsal);
  return { room, rehearsal, event, en, moderator: await staff(room, 'moderator', { event }) };
}

function isAt(pace: PracticePace | null, asked: number) {
  return (state: RehearsalState) => state.pace === pace && state.asked === asked;
}

describe('rehearse', () => {
  test('lets all made-up questions arrive at the desk, and stops', async () => {
    const { moderator, room } = await scene();
    await moderator.hears('rehearsal', isAt(null, 0));
    expect(await moderator.request('rehearse', { pace: 'all' })).toMatchObject({ ok: true });
    await moderator.hears('rehearsal', isAt('all', 40));
    const heard = JSON.stringify(moderator.heard.filter(([name]) => name === 'changes'));
    expect(heard.match(/"status":"waiting"/g)).toHaveLength(40);
    expect(await moderator.request('rehearse', { pace: 'stop' })).toMatchObject({
      ok: true,
      rehearsal: { pace: null, asked: 40, total: 40 }
    });
    expect(
      await room.context.db
        .selectFrom('questions')
        .select('id')
        .where('event_id', '=', room.eventId)
        .execute()
    ).toEqual([]);
  });

  test('goes on where it stopped, and a desk that comes later knows', async () => {
    const { moderator, room, event } = await scene();
    await moderator.request('rehearse', { pace: 'flood' });
    await moderator.hears('rehearsal', isAt('flood', 1));
    const later = await staff(room, 'organizer', { event });
    await later.hears('rehearsal', ({ pace }) => pace === 'flood');
    await later.request('rehearse', { pace: 'all' });
    await moderator.hears('rehearsal', isAt('all', 40));
  });

  test('brings votes to what is published', async () => {
    const { moderator } = await scene();
    await moderator.request('rehearse', { pace: 'flood' });
    const { items } = await moderator.hears('changes');
    const [item] = items;
    const id = item?.type === 'question' ? item.question.id : '';
    await moderator.request('moderate', { id, action: 'approve', version: 1 });
    await moderator.hears('changes', ({ items: news }) =>
      news.some((one) => one.type === 'votes' && (one.votes[id] ?? 0) > 0)
    );
  });

  test('is refused to interpreters and the panel, and in a real room', async () => {
    const { room, rehearsal, event } = await scene();
    const interpreter = await staff(room, 'interpreter', { event });
    const panel = await panelist(room, await makeLink(room.context, rehearsal), { event });
    for (const person of [interpreter, panel])
      expect(await person.request('rehearse', { pace: 'all' })).toMatchObject({
        code: 'forbidden'
      });
    const real = await staff(room);
    expect(await real.request('rehearse', { pace: 'all' })).toMatchObject({ code: 'not_found' });
    expect(real.heard.map(([name]) => name)).not.toContain('rehearsal');
    const { moderator } = await scene();
    expect(await moderator.request('rehearse', { pace: 'wild' })).toMatchObject({
      code: 'invalid'
    });
  });

  test('is refused to a moderator who was disabled', async () => {
    const { room, moderator } = await scene();
    await room.context.db
      .updateTable('staff_users')
      .set({ disabled_at: '2026-11-24' })
      .where('id', '=', moderator.userId)
      .execute();
    expect(await moderator.request('rehearse', { pace: 'all' })).toMatchObject({
      code: 'forbidden'
    });
  });
});

describe('the room of a rehearsal', () => {
  test('does not exist for viewers, whoever they are', async () => {
    const { room, event, en } = await scene();
    const link = addLink(null, 'a-private-link-of-somebody');
    const token = issueViewerToken(room.context.keys);
    const real = await makeLink(room.context, room.eventId);
    for (const [slug, connection] of [
      [event, {}],
      [en, { auth: { viewer: token } }],
      [event, { cookie: `__Host-viewer=${token}; __Host-rsvp=${link}` }],
      [event, { auth: { as: 'viewer' as const } }]
    ] as const) {
      const auth = 'auth' in connection ? connection.auth : {};
      await expect(refusalOf(dial(room, { ...connection, auth: { ...auth, event: slug } })))
        .resolves // prettier-ignore
        .toBe('not_found');
    }
    await expect(panelist(room, real, { event })).rejects.toMatchObject({
      data: { code: 'forbidden' }
    });
  });

  test('is heard by nobody in the real one', async () => {
    const { room, moderator } = await scene();
    const [ana, desk] = [await viewer(room), await staff(room)];
    await moderator.request('rehearse', { pace: 'all' });
    await moderator.hears('rehearsal', isAt('all', 40));
    for (const person of [ana, desk]) expect(bytes(person)).not.toMatch(/Lupita|"type":"question"/);
  });

  test('closes for everybody when it ends', async () => {
    const { room, rehearsal, event, moderator } = await scene();
    const stage = await staff(room, 'interpreter', { event, as: 'viewer' });
    const panel = await panelist(room, await makeLink(room.context, rehearsal), { event });
    const real = await staff(room);
    await endRehearsal(room.context, rehearsal, null);
    room.rooms.publisher.closeRoom(rehearsal);
    for (const person of [moderator, stage, panel])
      expect(await person.hears('leaving')).toEqual({ reason: 'removed' });
    expect(real.socket.connected).toBe(true);
    expect(await refusalOf(dial(room, { auth: { event } }))).toBe('not_found');
  });
});

function refusalOf(socket: ReturnType<typeof dial>): Promise<unknown> {
  return new Promise((resolve) => {
    socket.once('snapshot', () => resolve('let in'));
    socket.once('connect_error', (error) =>
      resolve('data' in error ? (error.data as { code: string }).code : error.message)
    );
  });
}
