import { expect, test } from 'vitest';
import { openRoom, staff, viewer, type TestRoom } from '../../../../tests/support/room.ts';
import { disableStaff } from '../staff/disable.ts';

/** How long somebody may still listen, in milliseconds, with room for a busy machine. */
const AT_ONCE = 2_000;

async function isOut(person: { socket: { connected: boolean } }): Promise<void> {
  await expect.poll(() => person.socket.connected, { timeout: AT_ONCE }).toBe(false);
}

async function takeRole({ context }: TestRoom, userId: string): Promise<void> {
  await context.db.deleteFrom('staff_roles').where('user_id', '=', userId).execute();
}

test('who is disabled stops hearing at once, and nobody else does', async () => {
  const room = await openRoom();
  const [ana, beto, viewing] = [await staff(room), await staff(room), await viewer(room)];
  expect(await disableStaff(room.context, null, ana.userId)).toEqual({ ok: true });
  await isOut(ana);
  expect(ana.heard.at(-1)).toEqual(['leaving', { reason: 'signed_out' }]);
  expect([beto, viewing].map(({ socket }) => socket.connected)).toEqual([true, true]);
});

test('who loses the role for the event stops hearing, on every page', async () => {
  const room = await openRoom();
  const ana = await staff(room);
  // The first look has known her for what she was.
  await new Promise((resolve) => setTimeout(resolve, 700));
  await takeRole(room, ana.userId);
  await isOut(ana);
});

test('who ended the session elsewhere stops hearing', async () => {
  const room = await openRoom();
  const ana = await staff(room);
  await room.context.db.deleteFrom('sessions').execute();
  await isOut(ana);
});

test('a new role for something else sends nobody away', async () => {
  const room = await openRoom();
  const [ana, beto] = [await staff(room), await staff(room)];
  await room.context.db
    .insertInto('staff_roles')
    .values({ user_id: ana.userId, role: 'organizer', event_id: '' })
    .execute();
  await disableStaff(room.context, null, beto.userId);
  await isOut(beto);
  expect(ana.socket.connected).toBe(true);
});
