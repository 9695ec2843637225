import { expect, test } from 'vitest';
import { registerAll } from '../../../../tests/support/attendees.ts';
import { connect, openRoom, type TestRoom } from '../../../../tests/support/room.ts';
import { findSeat, takeSeat } from '../rooms/one-seat.ts';
import { issueViewerToken } from '../rooms/viewer-identity.ts';

/** A room for attendees, and one place in it that may be opened on any device. */
async function placed() {
  const room = await openRoom({ access: 'rsvp' });
  const [link = ''] = await registerAll(room.context, room.eventId, ['ana@example.org']);
  const device = () => issueViewerToken(room.context.keys);
  const sitDown = (viewer: string) =>
    connect(room, { cookie: `__Host-rsvp=${link}; __Host-viewer=${viewer}` });
  return { room, link, device, sitDown };
}

/** What the button of the door does. */
async function move(room: TestRoom, link: string, viewer: string): Promise<void> {
  const seat = await findSeat(room.context, room.eventId, [link], viewer);
  if (!seat) throw new Error('no place');
  await takeSeat(room.context, room.eventId, seat, { move: true });
  room.rooms.publisher.moveSeat(link, seat.key);
}

test('a place admits one device, in as many tabs as it likes', async () => {
  const { device, sitDown } = await placed();
  const [phone, laptop] = [device(), device()];
  await sitDown(phone);
  await sitDown(phone);
  await expect(sitDown(laptop)).rejects.toMatchObject({ data: { code: 'forbidden' } });
});

test('a place that moves is told where it was, closes there, and can be taken back', async () => {
  const { room, link, device, sitDown } = await placed();
  const devices = [device(), device()] as const;
  let here = await sitDown(devices[0]);
  for (const next of [devices[1], devices[0]]) {
    const closed = new Promise((resolve) => here.socket.once('disconnect', resolve));
    await move(room, link, next);
    expect(await here.hears('leaving')).toEqual({ reason: 'removed' });
    await closed;
    here = await sitDown(next);
    expect(here.socket.connected).toBe(true);
  }
});

test('a device that lost the place can do nothing by a socket that is still open', async () => {
  const { room, link, device, sitDown } = await placed();
  const phone = await sitDown(device());
  const seat = await findSeat(room.context, room.eventId, [link], device());
  if (!seat) throw new Error('no place');
  await takeSeat(room.context, room.eventId, seat, { move: true });
  expect(await phone.request('list', { sort: 'new' })).toMatchObject({ code: 'forbidden' });
});
