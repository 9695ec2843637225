import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import {
  ask,
  connect,
  dial,
  emitAnything,
  openRoom,
  staff,
  viewer
} from '../../../../tests/support/room.ts';

test('actions that do not exist yet are invalid', async () => {
  const room = await openRoom();
  const [ana, moderator] = [await viewer(room), await staff(room)];
  const id = await ask(ana);
  for (const action of ['queue', 'merge', 'translate', 'constructor', '__proto__']) {
    expect(await moderator.request('moderate', { id, action, version: 1 })).toMatchObject({
      ok: false,
      code: 'invalid'
    });
  }
});

test('foreign pages cannot open a socket, on any transport', async () => {
  const room = await openRoom();
  const refused = (
    origin: string | null,
    transports: ('websocket' | 'polling')[],
    cookie = '__Host-viewer=x'
  ) =>
    new Promise((resolve) => {
      const socket = dial(room, { origin, transports, cookie });
      socket.once('connect_error', () => resolve('refused'));
      socket.once('connect', () => resolve('connected'));
    });
  for (const origin of [
    'https://evil.test',
    'null',
    'https://hub.example.org.evil.test',
    'http://hub.example.org',
    'https://hub.example.org:8443',
    null
  ]) {
    expect(await refused(origin, ['websocket'])).toBe('refused');
    expect(await refused(origin, ['polling'])).toBe('refused');
  }
  expect(await refused('https://hub.example.org', ['polling'])).toBe('connected');
});

test('a handshake that makes no sense is refused with a code', async () => {
  const room = await openRoom();
  const codeOf = (auth: Record<string, unknown>) =>
    connect(room, { auth }).then(
      () => 'connected',
      (error: { data?: { code: string } }) => error.data?.code
    );
  expect(await codeOf({ event: 'otra' })).toBe('not_found');
  expect(await codeOf({ event: { $ne: '' } })).toBe('invalid');
  expect(await codeOf({ since: 'x' })).toBe('invalid');
  expect(await codeOf({ since: -1 })).toBe('invalid');
});

test('what fails inside the hub is a line in its log, and the stranger may try again', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'error' }, { write: (line) => lines.push(line) });
  const room = await openRoom({ log });
  await room.context.db.schema.alterTable('event_texts').renameTo('zz_canary').execute();
  await expect(connect(room)).rejects.toMatchObject({ message: 'busy', data: { code: 'busy' } });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('handshake failed');
  await room.context.db.schema.alterTable('zz_canary').renameTo('event_texts').execute();
  await connect(room);
});

test('a forged viewer token may read and nothing else', async () => {
  const room = await openRoom();
  const stranger = await connect(room, {
    auth: { viewer: 'AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA' }
  });
  expect(await stranger.request('ask', { id: randomUUID(), text: 'hola' })).toMatchObject({
    ok: false,
    code: 'forbidden'
  });
});

const NONSENSE: [string, unknown[]][] = [
  ['null', [null]],
  ['a list', [[]]],
  ['a text', ['hola']],
  ['true', [true]],
  ['an object as text', [{ id: randomUUID(), text: { toString: 'x' } }]],
  ['a list as text', [{ id: randomUUID(), text: ['a', 'b'] }]],
  ['a lone surrogate', [{ id: randomUUID(), text: 'x\ud800y' }]],
  ['nothing but blanks', [{ id: randomUUID(), text: ' \n\t\u00a0\u3164' }]],
  ['an id that is none', [{ id: '1 OR 1=1', text: 'hola' }]],
  ['too many arguments', [{ id: randomUUID(), text: 'hola' }, 'extra', 'extra2']],
  ['bytes', [Buffer.from([0, 1, 2])]],
  ['deep nesting', [JSON.parse('['.repeat(3000) + ']'.repeat(3000))]],
  ['polluting keys', [JSON.parse('{"__proto__":{"isModerator":true},"text":"hola"}')]]
];

test.each(NONSENSE)('refuses %s in place of a question, and lives on', async (_name, args) => {
  const room = await openRoom();
  const ana = await viewer(room);
  const answer = await new Promise((resolve) => emitAnything(ana, 'ask', ...args, resolve));
  expect(answer).toMatchObject({ ok: false, code: 'invalid' });
  expect(Object.hasOwn(Object.prototype, 'isModerator')).toBe(false);
  expect(await room.context.db.selectFrom('questions').select('id').execute()).toEqual([]);
  await ask(ana);
});

test('a missing acknowledgement harms nobody', async () => {
  const room = await openRoom();
  const ana = await viewer(room);
  const emit = (...args: unknown[]) => emitAnything(ana, 'ask', ...args);
  emit({ id: randomUUID(), text: 'sin acuse' });
  emit();
  emit(() => undefined, { id: randomUUID(), text: 'al revés' }, 'x');
  await ask(ana);
});

test('a frame above 16 KiB is cut off and the others stay', async () => {
  const room = await openRoom();
  const [ana, ben] = [await viewer(room), await viewer(room)];
  const closed = new Promise((resolve) => ana.socket.once('disconnect', resolve));
  void ana.request('ask', { id: randomUUID(), text: 'p'.repeat(17_000) }).catch(() => undefined);
  await closed;
  await ask(ben);
});

test('a text over 400 characters is too long, counted as people count', async () => {
  const room = await openRoom();
  const ana = await viewer(room);
  expect(await ana.request('ask', { id: randomUUID(), text: 'ñ'.repeat(401) })).toMatchObject({
    ok: false,
    code: 'too_long'
  });
  await ask(ana, '👩🏽‍🌾'.repeat(300));
});

test('events that do not exist are ignored, and a flood of them ends the connection', async () => {
  const room = await openRoom();
  const ana = await viewer(room);
  const emit = (event: string) => emitAnything(ana, event, {});
  for (const event of ['admin:dump', 'constructor', '__proto__']) emit(event);
  await ask(ana);
  const closed = new Promise((resolve) => ana.socket.once('disconnect', resolve));
  for (let count = 0; count < 12; count += 1) emit(`nothing-${count}`);
  await closed;
});

test('only the author edits or withdraws', async () => {
  const room = await openRoom();
  const [ana, ben] = [await viewer(room), await viewer(room)];
  const id = await ask(ana);
  expect(await ben.request('withdraw', { id })).toMatchObject({ ok: false, code: 'not_found' });
  expect(await ben.request('edit', { id, text: 'mía' })).toMatchObject({
    ok: false,
    code: 'not_found'
  });
});

test('moderating is for moderators, and only in their own event', async () => {
  const room = await openRoom();
  const [ana, interpreter] = [await viewer(room), await staff(room, 'interpreter')];
  const id = await ask(ana);
  const request = { id, action: 'approve', version: 1 };
  expect(await ana.request('moderate', request)).toMatchObject({ ok: false, code: 'forbidden' });
  expect(await interpreter.request('moderate', request)).toMatchObject({
    ok: false,
    code: 'forbidden'
  });
  expect(await ana.request('room', { qa: 'ended' })).toMatchObject({
    ok: false,
    code: 'forbidden'
  });
});
