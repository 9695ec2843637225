import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { saying, startTranslateEngine } from '../../../../tests/support/translate-engine.ts';

const HUB = resolve('src/hub.ts');
const DEMO = resolve('src/lib/server/hub/demo/events.json');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'encuentro-hub-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs one command as the operator does, on a data folder of its own. */
async function hub(
  args: string[],
  { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {}
) {
  const child = spawn(process.execPath, [HUB, ...args], {
    env: { PATH: process.env.PATH, DATA_DIR: folder, ...env }
  });
  child.stdin.end(input);
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((done) => child.on('close', done))
  ]);
  return { code, out, err };
}

function writeJson(json: unknown): string {
  const file = join(folder, 'import.json');
  writeFileSync(file, typeof json === 'string' ? json : JSON.stringify(json, null, 2));
  return file;
}

const ADD = ['user', 'add', '--email', 'ana@example.org', '--name', 'Ana', '--role', 'admin'];

test('import takes the demo, twice', async () => {
  expect(await hub(['import', DEMO])).toEqual({
    code: 0,
    out: 'imported: 7 new events, 0 updated, 10 people\n',
    err: ''
  });
  expect(await hub(['import', DEMO])).toMatchObject({
    code: 0,
    out: 'imported: 0 new events, 7 updated, 10 people\n'
  });
});

test('import names line and field of a mistake and changes nothing', async () => {
  const demo = JSON.parse(readFileSync(DEMO, 'utf8'));
  demo.events[2].people[0].person = 'nobody';
  const file = writeJson(demo);
  const line =
    readFileSync(file, 'utf8')
      .split('\n')
      .findIndex((text) => text.includes('nobody')) + 1;
  const { code, err } = await hub(['import', file]);
  expect(code).toBe(1);
  expect(err).toBe(
    `${file}: line ${line}: events[2].people[0].person names a person who is neither in the file nor in the hub; nothing was imported\n`
  );
  expect((await hub(['doctor'])).out).toContain('migrated, 0 events');
});

test.each([
  ['is not JSON', '{ "events": [ }'],
  ['(file) must be an object', '[]']
])('import says that a file %s', async (complaint, content) => {
  const { code, err } = await hub(['import', writeJson(content)]);
  expect(code).toBe(1);
  expect(err).toContain(complaint);
  expect(err.trim().split('\n')).toHaveLength(1);
});

test('import says when there is no such file', async () => {
  expect(await hub(['import', join(folder, 'nothing.json')])).toMatchObject({
    code: 1,
    err: expect.stringContaining('cannot be read')
  });
});

test.each([
  [[]],
  [['dance']],
  [['import']],
  [['import', 'a', 'b']],
  [['import', '--force', 'a']],
  [['user']],
  [['user', 'add', '--email', 'x']],
  [[...ADD, '--event', 'x']]
])('wrong usage %j ends with 2 and the usage', async (args) => {
  const { code, err, out } = await hub(args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('usage: npm run hub');
});

test('user add takes the password from standard input, and user list shows the sign-in', async () => {
  expect(await hub(ADD, { input: 'una clave larga\n' })).toEqual({
    code: 0,
    out: 'added ana@example.org as admin\n',
    err: ''
  });
  const { out } = await hub(['user', 'list']);
  expect(out).toBe('ana@example.org\tAna\tadmin\tactive\n');
  expect(await hub(ADD, { input: 'una clave larga\n' })).toMatchObject({
    code: 1,
    err: 'ana@example.org: this e-mail has a sign-in already\n'
  });
});

test('user add for one event takes its slug in either language', async () => {
  await hub(['import', DEMO]);
  const add = [
    'user',
    'add',
    '--email',
    'mo@example.org',
    '--name',
    'Mo',
    '--role',
    'moderator',
    '--event'
  ];
  expect(await hub([...add, 'nothing'], { input: 'una clave larga\n' })).toMatchObject({
    code: 1,
    err: expect.stringContaining('no event')
  });
  expect(
    await hub([...add, 'iron-river-of-weapons'], { input: 'una clave larga\n' })
  ).toMatchObject({ code: 0 });
  expect((await hub(['user', 'list'])).out).toContain('moderator of rio-de-hierro-armas');
});

test('user add without a password prints a one-time link', async () => {
  expect((await hub(ADD)).out).toMatch(/^added .*\n\S+\/es\/equipo\/bienvenida\/[\w-]{32}\n$/);
});

test('user add refuses a short password', async () => {
  expect(await hub(ADD, { input: 'corta\n' })).toMatchObject({
    code: 1,
    err: expect.stringContaining('too short')
  });
});

test('doctor is content with a fresh hub', async () => {
  await hub(['import', DEMO]);
  const { code, out, err } = await hub(['doctor']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^ok {3}durability synchronous=FULL/m);
});

test('doctor names what is wrong: no database, a readable key, an absent mail server', async () => {
  expect(await hub(['doctor'])).toMatchObject({
    code: 1,
    err: 'trouble with: database, durability, key, clock\n'
  });
  await hub(['import', DEMO]);
  chmodSync(join(folder, 'secret.key'), 0o644);
  const { code, out, err } = await hub(['doctor'], { env: { SMTP_URL: 'smtp://127.0.0.1:9' } });
  expect({ code, err }).toEqual({ code: 1, err: 'trouble with: key, mail\n' });
  expect(out).toContain('chmod 600');
});

test('doctor asks the translation engine, if one was chosen', async () => {
  await hub(['import', DEMO]);
  expect((await hub(['doctor'])).out).toMatch(/^ok {3}translator no TRANSLATE_URL/m);
  const engine = await startTranslateEngine(saying('Hello'));
  const env = { TRANSLATE_URL: engine.url, TRANSLATE_KEY: 'abc' };
  expect((await hub(['doctor'], { env })).out).toMatch(/^ok {3}translator 127\.0\.0\.1:\d+ trans/m);
  expect(engine.requests).toHaveLength(2);
  engine.close();
  const { code, out, err } = await hub(['doctor'], { env });
  expect({ code, err }).toEqual({ code: 1, err: 'trouble with: translator\n' });
  expect(out).toContain('check TRANSLATE_URL');
  expect(out).not.toContain('abc');
});

test('a wrong setting stops every command with one line', async () => {
  expect(await hub(['doctor'], { env: { PORT: 'x' } })).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^PORT="x": .*\n$/)
  });
});
