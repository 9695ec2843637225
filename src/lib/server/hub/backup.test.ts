import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync
} from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { publishPanel, registration } from '../../../../tests/support/attendees.ts';
import { openHubFolder, type HubFolder } from '../../../../tests/support/hub-folder.ts';
import { readConfig } from '../config.ts';
import type { Context } from '../context.ts';
import { openContext } from '../open-context.ts';
import { erasePerson } from '../privacy/erase.ts';
import { personByEmail } from '../privacy/held-by-person.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';

const DEMO = resolve('src/lib/server/hub/demo/events.json');

/** Works on a hub's data as its server would, and closes it. */
async function onData<T>(folder: string, work: (context: Context) => Promise<T>): Promise<T> {
  const context = await openContext(readConfig({ DATA_DIR: folder }));
  try {
    return await work(context);
  } finally {
    await context.db.destroy();
  }
}

/** A hub with an event of tomorrow and so many people who come. */
async function hubWithPeople(people: number): Promise<HubFolder> {
  const hub = openHubFolder();
  await onData(hub.folder, async (context) => {
    const start = new Date(Date.now() + 86_400_000).toISOString();
    const eventId = await publishPanel(context, { starts_at: start });
    for (let index = 0; index < people; index += 1)
      await registerAttendee(context, registration(eventId, { email: mail(index) }));
  });
  return hub;
}

const mail = (index: number) => `persona${index}@example.org`;

/** The addresses that the key opens. */
function readAddresses(folder: string): Promise<string[]> {
  return onData(folder, async ({ db, keys }) => {
    const rows = await db.selectFrom('rsvps').select('email_sealed').execute();
    return rows.map((row) => keys.open(row.email_sealed, 'rsvp.email')).sort();
  });
}

test('a backup brings everything back into an empty folder, readable by the operator alone', async () => {
  const { hub, path, folder } = await hubWithPeople(3);
  mkdirSync(join(folder, 'uploads/people'), { recursive: true });
  writeFileSync(join(folder, 'uploads/people/ana.webp'), 'a picture');
  const { code, out, err } = await hub(['backup', path('b.tgz')]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^backed up 1 events and 3 RSVPs, \d+ kB, to /);
  expect(statSync(path('b.tgz')).mode & 0o777).toBe(0o600);
  const elsewhere = path('other');
  const restored = await hub(['restore', path('b.tgz')], { env: { DATA_DIR: elsewhere } });
  expect(restored).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^restored 1 events and 3/)
  });
  expect(await readAddresses(elsewhere)).toEqual([mail(0), mail(1), mail(2)]);
  expect(readFileSync(join(elsewhere, 'uploads/people/ana.webp'), 'utf8')).toBe('a picture');
  for (const name of ['encuentro.db', 'secret.key'])
    expect(statSync(join(elsewhere, name)).mode & 0o777).toBe(0o600);
});

test('a backup is one moment of a hub that goes on writing', async () => {
  const { hub, path, folder } = await hubWithPeople(1);
  let stop = false;
  const writing = onData(folder, async ({ db }) => {
    for (let count = 0; !stop; count += 1) {
      await new Promise((next) => setImmediate(next));
      await db.transaction().execute(async (trx) => {
        for (const name of ['left', 'right'])
          await trx
            .insertInto('settings')
            .values({ name: `${name} ${count}`, value: 'x'.repeat(2_000) })
            .execute();
      });
    }
  });
  await new Promise((done) => setTimeout(done, 300));
  expect(await hub(['backup', path('b.tgz')])).toMatchObject({ code: 0 });
  stop = true;
  await writing;
  await hub(['restore', path('b.tgz')], { env: { DATA_DIR: path('other') } });
  const names = await onData(path('other'), async ({ db }) =>
    (await db.selectFrom('settings').select('name').execute()).map((row) => row.name)
  );
  const sides = ['left', 'right'].map((side) => names.filter((name) => name.startsWith(side)));
  expect(sides[0]?.length).toBeGreaterThan(0);
  expect(sides[0]?.length).toBe(sides[1]?.length);
});

test('who was erased before the backup is not in it', async () => {
  const { hub, path, folder } = await hubWithPeople(2);
  await onData(folder, (context) => erasePerson(context, personByEmail(context, mail(0))));
  await hub(['backup', path('b.tgz')]);
  await hub(['restore', path('b.tgz')], { env: { DATA_DIR: path('other') } });
  expect(await readAddresses(path('other'))).toEqual([mail(1)]);
});

test('restore keeps what was there, and deletes whose time has come', async () => {
  const { hub, path, folder } = await hubWithPeople(2);
  await onData(folder, ({ db }) =>
    db.updateTable('events').set({ ends_at: '2020-01-01T00:00:00.000Z' }).execute()
  );
  await hub(['backup', path('b.tgz')]);
  await hub(['import', DEMO]);
  const { code, out } = await hub(['restore', path('b.tgz')]);
  expect(code).toBe(0);
  expect(out).toContain('deleted the personal data of 2 RSVPs');
  expect(await readAddresses(folder)).toEqual([]);
  const before = readdirSync(folder).find((name) => name.startsWith('before-restore-')) ?? '';
  expect(await readAddresses(join(folder, before))).toHaveLength(2);
  expect((await hub(['export', path('now.json')])).out).toContain('exported: 1 events');
  expect(existsSync(join(folder, '.restore'))).toBe(false);
});

test('restore does nothing while a hub runs on the data', async () => {
  const { hub, path, folder } = await hubWithPeople(1);
  await hub(['backup', path('b.tgz')]);
  await onData(folder, async () => {
    expect(await hub(['restore', path('b.tgz')])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/the hub is running.*\n$/)
    });
  });
  expect(await readAddresses(folder)).toEqual([mail(0)]);
  expect(await hub(['restore', path('b.tgz')])).toMatchObject({ code: 0 });
});

const DAMAGES: Record<string, (file: string) => void> = {
  'cut off': (file) => truncateSync(file, statSync(file).size - 200),
  'something else': (file) => writeFileSync(file, 'hello'),
  empty: (file) => truncateSync(file),
  changed: (file) => {
    const bytes = gunzipSync(readFileSync(file));
    const at = bytes.indexOf('persons') > 0 ? bytes.indexOf('persons') : bytes.length >> 1;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    writeFileSync(file, gzipSync(bytes));
  }
};

test.each(Object.entries(DAMAGES))(
  'restore refuses an archive that is %s',
  async (_what, damage) => {
    const { hub, path, folder } = await hubWithPeople(1);
    await hub(['backup', path('b.tgz')]);
    damage(path('b.tgz'));
    const { code, err } = await hub(['restore', path('b.tgz')]);
    expect(code).toBe(1);
    expect(err).toMatch(/is no whole backup.*nothing was changed\n$/);
    expect(await readAddresses(folder)).toEqual([mail(0)]);
  }
);

test('restore refuses another key, and a backup without one', async () => {
  const env = { SECRET_KEY: Buffer.alloc(32, 7).toString('base64url') };
  const { hub, path } = openHubFolder();
  await hub(['import', DEMO], { env });
  await hub(['backup', path('b.tgz')], { env });
  expect(await hub(['restore', path('b.tgz')])).toMatchObject({
    code: 1,
    err: expect.stringContaining('holds no key')
  });
  const other = { SECRET_KEY: Buffer.alloc(32, 8).toString('base64url') };
  expect(await hub(['restore', path('b.tgz')], { env: other })).toMatchObject({
    code: 1,
    err: expect.stringContaining('another SECRET_KEY')
  });
  expect(await hub(['restore', path('b.tgz')], { env })).toMatchObject({ code: 0 });
});

test('PostgreSQL is backed up by its own tools', async () => {
  const { hub, path } = openHubFolder();
  const env = { DATABASE_URL: 'postgres://hub@127.0.0.1:1/hub' };
  expect(await hub(['backup', path('b.tgz')], { env })).toMatchObject({
    code: 1,
    err: expect.stringContaining('pg_dump')
  });
  expect(await hub(['restore', path('b.tgz')], { env })).toMatchObject({
    code: 1,
    err: expect.stringContaining('pg_restore')
  });
});

test('a backup that is killed leaves the one that was there', async () => {
  const { hub, begin, path } = await hubWithPeople(1);
  writeFileSync(path('b.tgz'), 'old');
  const backing = begin(['backup', path('b.tgz')]);
  const isWriting = () => readdirSync(path('.')).some((name) => name.includes('.partial-'));
  await expect.poll(isWriting, { interval: 1, timeout: 15_000 }).toBe(true);
  backing.kill('SIGKILL');
  await new Promise((done) => backing.once('exit', done));
  expect(readFileSync(path('b.tgz'), 'utf8')).toBe('old');
  expect(await hub(['backup', path('b.tgz')])).toMatchObject({ code: 0 });
  expect(isWriting()).toBe(false);
});
