import type { Context } from '../context.ts';
import { houseRetentionDays } from '../house/retention.ts';

/** An event that runs over its hour still needs its signals, in milliseconds. */
const OVERTIME = 12 * 60 * 60_000;
const DAY = 24 * 60 * 60_000;

/** An event that should have ended before this instant is over, whatever its status says. */
export function overBefore(context: Context): string {
  return new Date(context.now().getTime() - OVERTIME).toISOString();
}

/** Deletes the signals of events that are over, and `RETENTION_DAYS` after an event its private links. */
export async function forgetPanel(context: Context): Promise<void> {
  await context.db
    .deleteFrom('panel_signals')
    .where('event_id', 'in', (eb) =>
      eb
        .selectFrom('events')
        .select('id')
        .where((event) =>
          event.or([
            event('status', 'in', ['ended', 'cancelled']),
            event('ends_at', '<', overBefore(context))
          ])
        )
    )
    .execute();
  const kept = context.now().getTime() - (await houseRetentionDays(context)) * DAY;
  await context.db
    .deleteFrom('panel_links')
    .where('event_id', 'in', (eb) =>
      eb.selectFrom('events').select('id').where('ends_at', '<', new Date(kept).toISOString())
    )
    .execute();
}
