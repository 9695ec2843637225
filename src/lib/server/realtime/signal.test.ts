import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { publishEvent } from '../../../../tests/support/events.ts';
import { makeLink, panelist } from '../../../../tests/support/panel.ts';
import {
  approve,
  ask,
  bytes,
  connect,
  isQuestion,
  openRoom,
  staff,
  viewer,
  type Person
} from '../../../../tests/support/room.ts';
import type { Signal } from '../../realtime/protocol.ts';
import { revokePanelLink } from '../panel/panel-links.ts';

async function scene(options: Parameters<typeof openRoom>[0] = {}) {
  const room = await openRoom(options);
  const link = await makeLink(room.context, room.eventId);
  const [zara, moderator] = [await panelist(room, link), await staff(room)];
  return { room, link, zara, moderator };
}

async function signal(person: Person, kind = 'slower', question?: string): Promise<Signal> {
  const answer = await person.request('signal', { kind, ...(question ? { question } : {}) });
  if (!answer.ok) throw new Error(answer.code);
  return answer.signal;
}

function holds(id: string, seenBy?: string) {
  return ({ signals }: { signals: Signal[] }) =>
    signals.some((one) => one.id === id && one.seenBy === seenBy);
}

describe('signal', () => {
  test('of a panelist reaches the desk, and being seen comes back', async () => {
    const { zara, moderator } = await scene();
    const sent = await signal(zara);
    expect(sent).toMatchObject({ kind: 'slower', from: 'Zara Snapp' });
    await moderator.hears('signals', holds(sent.id));
    expect(await moderator.request('seen', { id: sent.id })).toMatchObject({
      ok: true,
      signal: { seenBy: 'Rosario moderator' }
    });
    await zara.hears('signals', holds(sent.id, 'Rosario moderator'));
  });

  test('of an interpreter carries their name', async () => {
    const { room, moderator } = await scene();
    const sent = await signal(await staff(room, 'interpreter'), 'not_ready');
    await moderator.hears('signals', holds(sent.id));
    expect(sent.from).toBe('Rosario interpreter');
  });

  test('is there for who comes later', async () => {
    const { room, link, zara } = await scene();
    const sent = await signal(zara);
    await (await staff(room)).hears('signals', holds(sent.id));
    await (await panelist(room, link)).hears('signals', holds(sent.id));
  });

  test('never reaches a viewer, nor staff who look at what viewers see', async () => {
    const { room, zara, moderator } = await scene();
    const [ana, looking] = [await viewer(room), await staff(room, 'moderator', { as: 'viewer' })];
    const sent = await signal(zara);
    await moderator.hears('signals', holds(sent.id));
    await ask(ana);
    for (const person of [ana, looking]) expect(bytes(person)).not.toContain(sent.id);
  });

  test('is refused to viewers', async () => {
    const { room } = await scene();
    expect(await (await viewer(room)).request('signal', { kind: 'slower' })).toMatchObject({
      ok: false,
      code: 'forbidden'
    });
  });

  test('is refused to staff who were disabled', async () => {
    const { room, moderator } = await scene();
    await room.context.db.updateTable('staff_users').set({ disabled_at: '2026-11-24' }).execute();
    expect(await moderator.request('signal', { kind: 'slower' })).toMatchObject({
      code: 'forbidden'
    });
  });

  test('refuses nonsense', async () => {
    const { zara } = await scene();
    for (const nonsense of [{}, { kind: 'faster' }, { kind: 'mine', question: 'x' }])
      expect(await zara.request('signal', nonsense)).toMatchObject({ ok: false, code: 'invalid' });
    expect(await zara.request('signal', { kind: 'mine', question: randomUUID() })).toMatchObject({
      code: 'not_found'
    });
  });
});

describe('seen', () => {
  test('is for moderators', async () => {
    const { room, zara } = await scene();
    const { id } = await signal(zara);
    for (const person of [zara, await viewer(room), await staff(room, 'interpreter')])
      expect(await person.request('seen', { id })).toMatchObject({ ok: false, code: 'forbidden' });
  });

  test('is refused to a moderator who was disabled', async () => {
    const { room, zara, moderator } = await scene();
    const { id } = await signal(zara);
    await room.context.db.updateTable('staff_users').set({ disabled_at: '2026-11-24' }).execute();
    expect(await moderator.request('seen', { id })).toMatchObject({ code: 'forbidden' });
  });

  test('refuses nonsense and what does not exist', async () => {
    const { moderator } = await scene();
    expect(await moderator.request('seen', { id: 'x' })).toMatchObject({ code: 'invalid' });
    expect(await moderator.request('seen', { id: randomUUID() })).toMatchObject({
      code: 'not_found'
    });
  });
});

describe('a panelist', () => {
  test('follows what is public and never what waits', async () => {
    const { room, zara, moderator } = await scene();
    const [waiting, shown] = [
      await ask(await viewer(room), 'Esto espera'),
      await ask(await viewer(room), 'Esto se ve')
    ];
    await approve(moderator, shown);
    await zara.hears('changes', isQuestion(shown, 'approved'));
    expect(bytes(zara)).not.toContain(waiting);
    expect(bytes(zara)).not.toContain('Esto espera');
    expect(bytes(zara)).not.toContain('version');
  });

  test('neither asks, votes, edits nor moderates', async () => {
    const { room, zara, moderator } = await scene();
    const id = await ask(await viewer(room));
    await approve(moderator, id);
    const tries = [
      zara.request('ask', { id: randomUUID(), text: 'hola' }),
      zara.request('vote', { id, on: true }),
      zara.request('edit', { id, text: 'otra' }),
      zara.request('withdraw', { id }),
      zara.request('moderate', { id, action: 'start', version: 2 }),
      zara.request('room', { qa: 'ended' })
    ];
    for (const answer of await Promise.all(tries))
      expect(answer).toMatchObject({ ok: false, code: 'forbidden' });
  });

  test('is admitted to a room that is for people with an RSVP, and to a draft', async () => {
    const { room, link } = await scene({ access: 'rsvp' });
    await room.context.db.updateTable('events').set({ status: 'draft' }).execute();
    const zara = await panelist(room, link);
    expect(zara.heard[0]).toMatchObject(['snapshot', { questions: [] }]);
  });

  test('with an account of the staff is only a panelist by the private link', async () => {
    const { room, link, moderator } = await scene();
    const cookie = `__Host-panel=${link.token}; __Host-staff=${moderator.sessionToken}`;
    const person = await connect(room, { cookie, auth: { as: 'panel' } });
    expect(await person.request('room', { qa: 'ended' })).toMatchObject({ code: 'forbidden' });
  });

  test('with a revoked link, another event’s link or none is not let in', async () => {
    const { room, link } = await scene();
    const other = await makeLink(room.context, await publishEvent(room.context, { slug: 'otra' }));
    await revokePanelLink(room.context, room.eventId, link.id, null);
    for (const token of [link.token, other.token, 'a-token-that-nobody-was-given'])
      await expect(panelist(room, { token })).rejects.toMatchObject({
        data: { code: 'forbidden' }
      });
  });

  test('is sent away at once when the link is revoked, and the others stay', async () => {
    const { room, link, zara } = await scene();
    const other = await panelist(room, await makeLink(room.context, room.eventId, 'Laura'));
    const closed = new Promise((resolve) => zara.socket.once('disconnect', resolve));
    await revokePanelLink(room.context, room.eventId, link.id, null);
    room.rooms.publisher.closePanel(link.id);
    await closed;
    expect(zara.heard.at(-1)).toEqual(['leaving', { reason: 'removed' }]);
    expect((await signal(other)).from).toBe('Laura');
  });

  test('is refused everything once the link is revoked, even before the socket is closed', async () => {
    const { room, link, zara } = await scene();
    await revokePanelLink(room.context, room.eventId, link.id, null);
    for (const event of ['signal', 'list'] as const)
      expect(await zara.request(event, { kind: 'slower', sort: 'top' })).toMatchObject({
        code: 'forbidden'
      });
  });
});
