import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeLink, panelist } from '../../../../tests/support/panel.ts';
import {
  approve,
  ask,
  bytes,
  isQuestion,
  openRoom,
  staff,
  viewer,
  type TestRoom
} from '../../../../tests/support/room.ts';
import { issueViewerToken } from '../rooms/viewer-identity.ts';

test('a question reaches the moderators and its author, and nobody else', async () => {
  const room = await openRoom();
  const [ana, ben, moderator] = [await viewer(room), await viewer(room, 'en'), await staff(room)];
  const id = await ask(ana, '¿Y los aranceles?');
  await moderator.hears('changes', isQuestion(id, 'waiting'));
  await ana.hears('mine', ({ question }) => question.id === id && question.status === 'waiting');
  await ask(ben, 'A later one', randomUUID());
  expect(bytes(ben)).not.toContain('aranceles');
  expect(bytes(ben)).not.toContain(id);
});

test('a question goes from waiting to answered before everybody', async () => {
  const room = await openRoom();
  const [ana, ben, moderator] = [await viewer(room), await viewer(room, 'en'), await staff(room)];
  const id = await ask(ana);
  const version = await approve(moderator, id);
  await ben.hears('changes', isQuestion(id, 'approved'));
  await moderator.request('moderate', { id, action: 'start', version });
  await ben.hears('changes', isQuestion(id, 'live'));
  room.context.setNow('2026-11-24T18:41:12.000Z');
  await moderator.request('moderate', { id, action: 'answer', version: version + 1 });
  await ben.hears('changes', isQuestion(id, 'answered'));
  const { question } = await ana.hears('mine', ({ question }) => question.status === 'answered');
  expect(question).toMatchObject({ answeredAt: '2026-11-24T18:41:12.000Z', offset: 0 });
});

test('a declined question tells its author why and leaves the others nothing', async () => {
  const room = await openRoom();
  const [ana, ben, moderator] = [await viewer(room), await viewer(room), await staff(room)];
  const id = await ask(ana, 'secreto');
  await moderator.request('moderate', { id, action: 'decline', version: 1, reason: 'at_risk' });
  const { question } = await ana.hears('mine', ({ question }) => question.status === 'declined');
  expect(question.reason).toBe('at_risk');
  expect(bytes(ben)).not.toContain('secreto');
});

test('the same ask twice is one question', async () => {
  const room = await openRoom();
  const [ana, moderator] = [await viewer(room), await staff(room)];
  const id = await ask(ana);
  await ask(ana, '¿Qué sigue?', id);
  await moderator.hears('changes', isQuestion(id, 'waiting'));
  expect(moderator.heard.filter(([event]) => event === 'changes')).toHaveLength(1);
});

test('a second question within ten seconds is held back with the wait', async () => {
  const room = await openRoom();
  const ana = await viewer(room);
  await ask(ana);
  expect(await ana.request('ask', { id: randomUUID(), text: 'otra' })).toMatchObject({
    ok: false,
    code: 'rate_limited',
    retryAfter: 10
  });
  room.context.setNow('2026-11-24T18:00:11.000Z');
  await ask(ana, 'otra');
});

test('nobody can ask while questions are closed, and what they hear says so', async () => {
  const room = await openRoom();
  const [ana, moderator] = [await viewer(room, 'en'), await staff(room)];
  await moderator.request('room', { qa: 'closed' });
  await ana.hears('changes', ({ items }) =>
    items.some((item) => item.type === 'room' && item.room.qa === 'closed')
  );
  const refusal = await ana.request('ask', { id: randomUUID(), text: 'late' });
  expect(refusal).toMatchObject({
    ok: false,
    code: 'closed',
    message: expect.stringContaining('not being taken')
  });
});

test('an author edits while the question waits, and not after', async () => {
  const room = await openRoom();
  const [ana, moderator] = [await viewer(room), await staff(room)];
  const id = await ask(ana, 'con herror');
  expect(await ana.request('edit', { id, text: 'con error' })).toMatchObject({
    ok: true,
    question: { text: { es: 'con error' } }
  });
  expect(await moderator.request('moderate', { id, action: 'approve', version: 1 })).toMatchObject({
    ok: false,
    code: 'conflict'
  });
  await moderator.request('moderate', { id, action: 'approve', version: 2 });
  expect(await ana.request('edit', { id, text: 'otra cosa' })).toMatchObject({
    ok: false,
    code: 'closed'
  });
});

test('a withdrawn question leaves every screen and the database', async () => {
  const room = await openRoom();
  const [ana, ben, moderator] = [await viewer(room), await viewer(room), await staff(room)];
  const id = await ask(ana, 'me arrepentí');
  await approve(moderator, id);
  expect(await ana.request('withdraw', { id })).toMatchObject({
    ok: true,
    question: { status: 'withdrawn', text: {} }
  });
  await ben.hears('changes', ({ items }) =>
    items.some((item) => item.type === 'gone' && item.id === id)
  );
  expect(await room.context.db.selectFrom('question_texts').selectAll().execute()).toEqual([]);
  const late = await viewer(room);
  expect(bytes(late)).not.toContain('arrepentí');
});

test('votes are counted once, taken back, and told as a number', async () => {
  const room = await openRoom();
  const [ana, ben, moderator] = [await viewer(room), await viewer(room), await staff(room)];
  const id = await ask(ana);
  await approve(moderator, id);
  expect(await ben.request('vote', { id, on: true })).toEqual({ ok: true, votes: 1, on: true });
  expect(await ben.request('vote', { id, on: true })).toEqual({ ok: true, votes: 1, on: true });
  await ana.hears('changes', ({ items }) =>
    items.some((item) => item.type === 'votes' && item.votes[id] === 1)
  );
  expect(await ben.request('vote', { id, on: false })).toEqual({ ok: true, votes: 0, on: false });
});

test('nobody votes for their own question, nor for one they cannot see', async () => {
  const room = await openRoom();
  const [ana, ben, moderator] = [await viewer(room), await viewer(room), await staff(room)];
  const id = await ask(ana);
  expect(await ben.request('vote', { id, on: true })).toMatchObject({
    ok: false,
    code: 'not_found'
  });
  await approve(moderator, id);
  expect(await ana.request('vote', { id, on: true })).toMatchObject({
    ok: false,
    code: 'forbidden'
  });
});

test('a vote does not make anybody ask again for what they have', async () => {
  const room = await openRoom();
  const [ana, ben, moderator] = [await viewer(room), await viewer(room), await staff(room)];
  const id = await ask(ana);
  await approve(moderator, id);
  await ben.request('vote', { id, on: true });
  const votes = await ana.hears('changes', ({ items }) => items[0]?.type === 'votes');
  expect(votes).toMatchObject({ from: 1, rev: 1 });
});

test('the second of two moderators is told who was first', async () => {
  const room = await openRoom();
  const [ana, first, second] = [
    await viewer(room),
    await staff(room, 'moderator'),
    await staff(room, 'organizer')
  ];
  const id = await ask(ana);
  await first.request('moderate', { id, action: 'decline', version: 1, reason: 'off_topic' });
  const refusal = await second.request('moderate', { id, action: 'approve', version: 1 });
  expect(refusal).toMatchObject({
    ok: false,
    code: 'conflict',
    by: 'Rosario moderator',
    current: { status: 'declined', version: 2 }
  });
});

test('signing out closes the sockets of that session at once', async () => {
  const room = await openRoom();
  const moderator = await staff(room);
  const closed = new Promise((resolve) => moderator.socket.once('disconnect', resolve));
  const signedIn = await room.sessions.validate(moderator.sessionToken);
  await room.sessions.end(signedIn?.sessionId ?? '');
  room.rooms.publisher.closeSession(signedIn?.sessionId ?? '');
  await closed;
  expect(moderator.heard.at(-1)).toEqual(['leaving', { reason: 'signed_out' }]);
});

test('a role that was taken away closes the desk at once, and one that is left keeps it', async () => {
  const room = await openRoom();
  const [gone, stays] = [await staff(room), await staff(room)];
  const closed = new Promise((resolve) => gone.socket.once('disconnect', resolve));
  const { db } = room.context;
  await db.deleteFrom('staff_roles').where('user_id', '=', gone.userId).execute();
  await db
    .updateTable('staff_roles')
    .set({ role: 'interpreter' })
    .where('user_id', '=', stays.userId)
    .execute();
  await Promise.all([gone, stays].map(({ userId }) => room.rooms.publisher.recheckStaff(userId)));
  await closed;
  expect(gone.heard.at(-1)).toEqual(['leaving', { reason: 'removed' }]);
  expect(stays.socket.connected).toBe(true);
  room.rooms.publisher.closeStaff(stays.userId);
  expect(await stays.hears('leaving')).toEqual({ reason: 'signed_out' });
});

test('a role that was taken away ends the next action', async () => {
  const room = await openRoom();
  const [ana, moderator] = [await viewer(room), await staff(room)];
  const id = await ask(ana);
  await room.context.db.deleteFrom('staff_roles').where('user_id', '=', moderator.userId).execute();
  expect(await moderator.request('moderate', { id, action: 'approve', version: 1 })).toMatchObject({
    ok: false,
    code: 'forbidden'
  });
});

test('whoever comes back gets what they missed, in order and once', async () => {
  const room = await openRoom();
  const token = issueViewerToken(room.context.keys);
  const [ana, moderator] = [await viewer(room, 'es', token), await staff(room)];
  const id = await ask(ana);
  ana.socket.disconnect();
  await approve(moderator, id);
  const back = await viewer(room, 'es', token, { since: 0 });
  expect(back.heard[0]).toMatchObject([
    'changes',
    { from: 0, rev: 1, items: [{ type: 'question', question: { id, status: 'approved' } }] }
  ]);
  await back.hears('mine', ({ question }) => question.id === id && question.status === 'approved');
});

test('a count from another time gets the whole room again', async () => {
  const room = await openRoom();
  const ana = await viewer(room, 'es', undefined, { since: 999 });
  expect(ana.heard[0]?.[0]).toBe('snapshot');
});

test('a viewer cannot count waiting questions from the number of changes', async () => {
  const room = await openRoom();
  const ana = await viewer(room);
  await ask(ana);
  const ben = await viewer(room);
  expect(ben.heard[0]).toMatchObject(['snapshot', { rev: 0, questions: [] }]);
});

test('an undone start gives the turn back to the question it ended', async () => {
  const room = await openRoom();
  const [ana, ben, moderator] = [await viewer(room), await viewer(room), await staff(room)];
  const [first, second] = [await ask(ana, 'primera'), await ask(ben, 'segunda')];
  const versions = [await approve(moderator, first), await approve(moderator, second)];
  await moderator.request('moderate', { id: first, action: 'start', version: versions[0] });
  const started = await moderator.request('moderate', {
    id: second,
    action: 'start',
    version: versions[1]
  });
  await ana.hears('changes', isQuestion(first, 'answered'));
  const version = started.ok ? started.question.version : 0;
  await moderator.request('moderate', { id: second, action: 'undo', version });
  const state = await viewer(room);
  expect(state.heard[0]).toMatchObject([
    'snapshot',
    {
      live: { id: first },
      questions: expect.arrayContaining([
        expect.objectContaining({ id: second, status: 'approved' })
      ])
    }
  ]);
});

test('viewers are counted, at most once a second; staff, a stage and the panel are none', async () => {
  const room = await openRoom();
  await staff(room);
  await staff(room, 'moderator', { as: 'viewer' });
  await panelist(room, await makeLink(room.context, room.eventId));
  const ana = await viewer(room);
  await viewer(room);
  const ben = await viewer(room);
  expect(await ana.hears('viewers')).toEqual({ count: 3 });
  ben.socket.disconnect();
  expect(await ana.hears('viewers', ({ count }) => count < 3)).toEqual({ count: 2 });
});

async function scriptedRoom(): Promise<{ room: TestRoom; id: string }> {
  const room = await openRoom();
  const [ana, moderator] = [await viewer(room), await staff(room)];
  const id = await ask(ana);
  await approve(moderator, id);
  return { room, id };
}

test('staff who look at the public room see what everybody sees', async () => {
  const { room, id } = await scriptedRoom();
  const moderator = await staff(room, 'moderator', { as: 'viewer' });
  expect(moderator.heard[0]).toMatchObject(['snapshot', { questions: [{ id }] }]);
  expect(bytes(moderator)).not.toContain('version');
});
