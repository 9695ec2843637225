import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  connect,
  openRoom,
  staff,
  type Person,
  type TestRoom
} from '../../../../tests/support/room.ts';
import type { Requests } from '../../realtime/protocol.ts';
import { manageToken } from '../rsvps/manage-token.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { issueViewerToken } from '../rooms/viewer-identity.ts';

/*
 * The four cases that matter, for each event of the contract, in a room that is only for people with
 * an RSVP: it works, a stranger is refused, one who was removed is refused, nonsense is refused.
 */

interface Scene {
  room: TestRoom;
  attendee: Person;
  moderator: Person & { userId: string };
  /** A waiting question of the attendee, and a published one of somebody else. */
  own: string;
  published: string;
  cancel(): Promise<void>;
}

async function scene(): Promise<Scene> {
  const room = await openRoom({ access: 'rsvp' });
  const token = await attend(room, 'ana@example.org');
  const attendee = await enter(room, token);
  const other = await enter(room, await attend(room, 'ben@example.org'));
  const moderator = await staff(room);
  const own = await ask(attendee);
  const published = await ask(other);
  await moderator.request('moderate', { id: published, action: 'approve', version: 1 });
  room.context.setNow('2026-11-24T18:00:11.000Z');
  const cancel = async () => {
    await room.context.db.updateTable('rsvps').set({ status: 'cancelled' }).execute();
  };
  return { room, attendee, moderator, own, published, cancel };
}

/** Takes a place and returns the token of its private link. */
async function attend(room: TestRoom, email: string): Promise<string> {
  const { context, eventId } = room;
  const place = {
    eventId,
    lang: 'es',
    name: null,
    email,
    listen: 'es',
    needs: null,
    news: false
  } as const;
  const outcome = await registerAttendee(context, place);
  if (!outcome.ok) throw new Error(outcome.code);
  const row = await context.db
    .selectFrom('rsvps')
    .select('id')
    .orderBy('created_at', 'desc')
    .orderBy('queued_at', 'desc')
    .execute();
  const tokens = row.map(({ id }) => manageToken(context.keys, id));
  const known = knownTokens.get(room) ?? new Set<string>();
  const fresh = tokens.find((one) => !known.has(one)) ?? '';
  knownTokens.set(room, new Set([...known, fresh]));
  return fresh;
}

const knownTokens = new WeakMap<TestRoom, Set<string>>();

function enter(room: TestRoom, link: string): Promise<Person> {
  return connect(room, {
    cookie: `__Host-rsvp=${link}; __Host-viewer=${issueViewerToken(room.context.keys)}`
  });
}

async function ask(person: Person): Promise<string> {
  const id = randomUUID();
  expect(await person.request('ask', { id, text: '¿Qué sigue?' })).toMatchObject({ ok: true });
  return id;
}

/** Signals of the panel, suggestions and rehearsals have these cases in tests of their own. */
type EventName = Exclude<keyof Requests, 'signal' | 'seen' | 'suggest' | 'rehearse'>;

const VIEWER_EVENTS: Record<Exclude<EventName, 'moderate' | 'room'>, (scene: Scene) => unknown> = {
  ask: () => ({ id: randomUUID(), text: 'otra' }),
  edit: ({ own }) => ({ id: own, text: 'mejor dicho', lang: 'es' }),
  withdraw: ({ own }) => ({ id: own }),
  vote: ({ published }) => ({ id: published, on: true }),
  list: () => ({ sort: 'top' })
};

const STAFF_EVENTS: Record<'moderate' | 'room', (scene: Scene) => unknown> = {
  moderate: ({ own }) => ({ id: own, action: 'approve', version: 1 }),
  room: () => ({ qa: 'paused', translation: 'before_stage' })
};

const NONSENSE = {
  id: 'x',
  text: 7,
  on: 'yes',
  sort: 'best',
  action: 'approve',
  version: -1,
  qa: 'wide'
};

describe.each(Object.keys(VIEWER_EVENTS) as (keyof typeof VIEWER_EVENTS)[])('%s', (event) => {
  test('works for somebody with a place', async () => {
    const all = await scene();
    expect(await all.attendee.request(event, VIEWER_EVENTS[event](all))).toMatchObject({
      ok: true
    });
  });

  test('is out of reach for a stranger, who is not let in', async () => {
    const { room } = await scene();
    await expect(enter(room, 'a-link-that-nobody-was-given')).rejects.toMatchObject({
      data: { code: 'forbidden' }
    });
  });

  test('is refused to somebody who gave the place up', async () => {
    const all = await scene();
    await all.cancel();
    expect(await all.attendee.request(event, VIEWER_EVENTS[event](all))).toMatchObject({
      ok: false,
      code: 'forbidden'
    });
  });

  test('refuses nonsense', async () => {
    const { attendee } = await scene();
    expect(await attendee.request(event, NONSENSE)).toMatchObject({ ok: false, code: 'invalid' });
  });
});

describe.each(Object.keys(STAFF_EVENTS) as (keyof typeof STAFF_EVENTS)[])('%s', (event) => {
  test('works for a moderator', async () => {
    const all = await scene();
    expect(await all.moderator.request(event, STAFF_EVENTS[event](all))).toMatchObject({
      ok: true
    });
  });

  test('is refused to everybody else', async () => {
    const all = await scene();
    expect(await all.attendee.request(event, STAFF_EVENTS[event](all))).toMatchObject({
      ok: false,
      code: 'forbidden'
    });
  });

  test('is refused to a moderator who was disabled', async () => {
    const all = await scene();
    const { db } = all.room.context;
    await db
      .updateTable('staff_users')
      .set({ disabled_at: '2026-11-24' })
      .where('id', '=', all.moderator.userId)
      .execute();
    expect(await all.moderator.request(event, STAFF_EVENTS[event](all))).toMatchObject({
      ok: false,
      code: 'forbidden'
    });
  });

  test('refuses nonsense', async () => {
    const { moderator } = await scene();
    expect(await moderator.request(event, NONSENSE)).toMatchObject({ ok: false, code: 'invalid' });
  });
});

test('giving the place up closes the room in the tabs that are open', async () => {
  const { room, attendee } = await scene();
  const closed = new Promise((resolve) => attendee.socket.once('disconnect', resolve));
  const [link = ''] = knownTokens.get(room) ?? [];
  room.rooms.publisher.closePlace(link);
  await closed;
  expect(attendee.heard.at(-1)).toEqual(['leaving', { reason: 'removed' }]);
});
