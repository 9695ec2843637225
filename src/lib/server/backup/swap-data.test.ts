import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { finishSwap, stagedFolder, stagingFolder } from './swap-data.ts';

const OLD = ['encuentro.db', 'encuentro.db-wal', 'secret.key', 'sealing.k2.key'];
const NEW = ['encuentro.db', 'secret.key', 'uploads'];

/** A restore that was decided: old data in its place, new data waiting, and the note. */
function decided() {
  const dataDir = mkdtempSync(join(tmpdir(), 'encuentro-swap-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const [staged, half] = [stagedFolder(dataDir), join(stagingFolder(dataDir), 'old')];
  for (const folder of [staged, half]) mkdirSync(folder, { recursive: true });
  for (const name of OLD) writeFileSync(join(dataDir, name), `old ${name}`);
  for (const name of NEW) writeFileSync(join(staged, name), `new ${name}`);
  const old = join(dataDir, 'before-restore-now');
  const note = { old, leaving: OLD, arriving: NEW };
  writeFileSync(join(stagingFolder(dataDir), 'ready.json'), JSON.stringify(note));
  const moves = [...new Set([...OLD, ...NEW])].flatMap((name) => [
    ...(OLD.includes(name) ? [[join(dataDir, name), join(half, name)]] : []),
    ...(NEW.includes(name) ? [[join(staged, name), join(dataDir, name)]] : [])
  ]) as [string, string][];
  const place = {
    dataDir,
    database: { kind: 'sqlite', file: join(dataDir, 'encuentro.db') }
  } as const;
  return { place, moves: [...moves, [half, old] as [string, string]], old, dataDir };
}

const MOVES = OLD.length + NEW.length + 1;
const STEPS = Array.from({ length: MOVES + 1 }, (_, index) => index);

test.each(STEPS)(
  'a restore that died after %i moves is finished by whoever comes next',
  async (done) => {
    const { place, moves, old, dataDir } = decided();
    expect(moves).toHaveLength(MOVES);
    for (const [from, to] of moves.slice(0, done)) renameSync(from, to);
    await finishSwap(place);
    expect(readdirSync(dataDir).sort()).toEqual(['before-restore-now', ...NEW].sort());
    for (const name of NEW) expect(readFileSync(join(dataDir, name), 'utf8')).toBe(`new ${name}`);
    expect(readdirSync(old).sort()).toEqual(OLD.toSorted());
    for (const name of OLD) expect(readFileSync(join(old, name), 'utf8')).toBe(`old ${name}`);
  }
);

test('a restore that was not decided has not happened', async () => {
  const { place, dataDir } = decided();
  rmSync(join(stagingFolder(dataDir), 'ready.json'));
  await finishSwap(place);
  expect(readFileSync(join(dataDir, 'encuentro.db'), 'utf8')).toBe('old encuentro.db');
  expect(existsSync(join(dataDir, 'uploads'))).toBe(false);
});
