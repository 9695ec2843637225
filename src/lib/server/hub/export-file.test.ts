import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { openHubFolder } from '../../../../tests/support/hub-folder.ts';

const DEMO = resolve('src/lib/server/hub/demo/events.json');

test('export writes what import takes, for the operator alone', async () => {
  const { hub, path } = openHubFolder();
  await hub(['import', DEMO]);
  expect(await hub(['export', path('out.json')])).toEqual({
    code: 0,
    out: 'exported: 7 events, 10 people\n',
    err: ''
  });
  expect(statSync(path('out.json')).mode & 0o777).toBe(0o600);
  expect(await hub(['import', path('out.json')])).toMatchObject({
    out: 'imported: 0 new events, 7 updated, 10 people\n'
  });
  await hub(['export', path('again.json')]);
  expect(readFileSync(path('again.json'), 'utf8')).toBe(readFileSync(path('out.json'), 'utf8'));
});

test('export says where it cannot write, and changes nothing there', async () => {
  const { hub, path } = openHubFolder();
  expect(await hub(['export', path('nowhere/out.json')])).toEqual({
    code: 1,
    out: '',
    err: expect.stringMatching(/^.*out\.json: cannot be written \(.*\)\n$/)
  });
  expect(await hub(['export'])).toMatchObject({ code: 2, out: '' });
});

test('an export that is killed leaves the file that was there, and the next one clears up', async () => {
  const { hub, begin, path } = openHubFolder();
  await hub(['import', writeMany(path('many.json'), 120)]);
  writeFileSync(path('out.json'), 'old');
  const exporting = begin(['export', path('out.json')]);
  const folder = path('.');
  await expect.poll(() => isWriting(folder), { interval: 1, timeout: 15_000 }).toBe(true);
  exporting.kill('SIGKILL');
  await new Promise((done) => exporting.once('exit', done));
  const text = readFileSync(path('out.json'), 'utf8');
  expect(text === 'old' || JSON.parse(text).events.length === 120).toBe(true);
  expect(await hub(['export', path('out.json')])).toMatchObject({ code: 0 });
  expect(isWriting(folder)).toBe(false);
});

test('an import that is killed has written all or nothing', async () => {
  const { hub, begin, path, folder } = openHubFolder();
  await hub(['import', DEMO]);
  const importing = begin(['import', writeMany(path('many.json'), 200)]);
  const log = join(folder, 'encuentro.db-wal');
  await expect.poll(() => existsSync(log), { interval: 1, timeout: 15_000 }).toBe(true);
  importing.kill('SIGKILL');
  await new Promise((done) => importing.once('exit', done));
  await hub(['export', path('out.json')]);
  expect([7, 207]).toContain(JSON.parse(readFileSync(path('out.json'), 'utf8')).events.length);
});

function isWriting(folder: string): boolean {
  return readdirSync(folder).some((name) => name.includes('.partial-'));
}

/** A file with so many events. */
function writeMany(file: string, count: number): string {
  const events = Array.from({ length: count }, (_, index) => ({
    slug: { es: `mesa-${index}`, en: `panel-${index}` },
    kind: 'panel',
    zone: 'America/Mexico_City',
    start: '2027-01-14T18:00',
    duration: 'PT90M',
    spoken: ['es'],
    title: { es: `Mesa ${index}` },
    description: { es: 'Una tarde larga. '.repeat(1000) }
  }));
  writeFileSync(file, JSON.stringify({ events }));
  return file;
}
