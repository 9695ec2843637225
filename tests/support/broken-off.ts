import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { countRows, withHubDatabase } from './database-state.ts';
import type { HubProcess } from './hub-process.ts';

/** What a piece of work left that was killed. */
export interface Attempt {
  /** Whether it held the database just before. */
  inside: boolean;
  /** Whether somebody was told that it is done. */
  answered: boolean;
  /** New rows of each table that has any. */
  written: Record<string, number>;
}

/** Where the hub notes by itself what it did when. */
const CLOCKWORK = 'job_runs';
/** Whoever holds the database for so many milliseconds is at the work itself; starting and answering take less. */
const LONG = 30;

/** Does the work once, and tells what it wrote and for how many milliseconds it held the database at a stretch. */
export async function measure(
  hub: HubProcess,
  work: () => Promise<unknown>
): Promise<{ held: number; written: Attempt['written'] }> {
  const before = countRows(hub);
  const stretch = watchHold(hub);
  let held = 0;
  const sampling = setInterval(() => (held = Math.max(held, stretch())), 5);
  await work().finally(() => clearInterval(sampling));
  return { held, written: newRows(hub, before) };
}

/**
 * Begins something, kills it so many milliseconds after it took hold of the database, and looks at what it
 * left. `begin` returns what kills it and tells whether it had answered.
 */
export async function breakOff(
  hub: HubProcess,
  after: number,
  begin: () => () => Promise<boolean>
): Promise<Attempt> {
  const before = countRows(hub);
  const kill = begin();
  const stretch = watchHold(hub);
  await expect.poll(stretch, { intervals: [5] }).toBeGreaterThan(LONG);
  await delay(after);
  const inside = isHeld(hub);
  const answered = await kill();
  return { inside, answered, written: newRows(hub, before) };
}

export function newRows(hub: HubProcess, before: Record<string, number>): Attempt['written'] {
  const changes = Object.entries(countRows(hub)).map(
    ([table, rows]) => [table, rows - (before[table] ?? 0)] as const
  );
  return Object.fromEntries(changes.filter(([table, rows]) => rows !== 0 && table !== CLOCKWORK));
}

/** Asked often, tells for how many milliseconds the database has been held by now. */
function watchHold(hub: HubProcess): () => number {
  let since: number | null = null;
  return () => {
    since = isHeld(hub) ? (since ?? performance.now()) : null;
    return since === null ? 0 : performance.now() - since;
  };
}

/** Whether somebody else is writing to the database now. */
function isHeld(hub: HubProcess): boolean {
  try {
    withHubDatabase(hub, (database) => database.exec('begin immediate; rollback'), { timeout: 0 });
    return false;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return true;
    throw error;
  }
}
