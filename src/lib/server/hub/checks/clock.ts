import type { Config } from '../../config.ts';
import type { Db } from '../../db/schema.ts';
import { withOffset } from '../../events/clock.ts';
import { onExistingDatabase } from './open-existing.ts';

/** A machine whose clock battery died starts years ago. */
const EARLIEST = Date.parse('2025-01-01T00:00:00Z');
const TOLERANCE = 5 * 60 * 1000;

/** The machine's clock is not behind what the database has already seen. */
export async function checkClock(config: Config): Promise<string> {
  const now = Date.now();
  if (now < EARLIEST)
    throw new Error(
      `the clock says ${new Date(now).toISOString()}: set it, and turn on time synchronisation`
    );
  const newest = await onExistingDatabase(config, newestInstant);
  if (newest !== null && Date.parse(newest) > now + TOLERANCE) {
    throw new Error(
      `the clock says ${new Date(now).toISOString()}, but the database has a row of ${newest}: set the clock`
    );
  }
  return new Date(now).toISOString();
}

/**
 * Zone data knows that Mexico gave up summer time in 2022 while Tijuana keeps that of the United States; with
 * older data every event there would be an hour off.
 */
export async function checkZones(): Promise<string> {
  const expected = {
    'America/Mexico_City': '-06:00',
    'America/Tijuana': '-07:00',
    'America/New_York': '-04:00'
  };
  for (const [zone, offset] of Object.entries(expected)) {
    const found = withOffset('2027-07-01T18:00:00Z', zone).slice(-6);
    if (found !== offset)
      throw new Error(
        `${zone} is at ${found} in July 2027, not ${offset}: zone data ${process.versions.tz} is old; update Node`
      );
  }
  return `zone data ${process.versions.tz}`;
}

async function newestInstant(db: Db): Promise<string | null> {
  const log = await db
    .selectFrom('room_log')
    .select(({ fn }) => fn.max('at').as('at'))
    .executeTakeFirst();
  const rsvp = await db
    .selectFrom('rsvps')
    .select(({ fn }) => fn.max('created_at').as('at'))
    .executeTakeFirst();
  const instants = [log?.at, rsvp?.at].filter((at) => typeof at === 'string');
  return instants.sort().at(-1) ?? null;
}
