import type { Context } from '../../src/lib/server/context.ts';
import { publishEvent } from './events.ts';

const DAY = 24 * 60 * 60_000;

/** Fills a hub with events, every other one over, in one transaction. */
export async function seedEvents(context: Context, count: number): Promise<void> {
  const now = context.now().getTime();
  await context.db.transaction().execute(async (trx) => {
    for (let index = 0; index < count; index++) {
      const starts = now + (index % 2 === 0 ? 1 : -1) * (1 + Math.floor(index / 2)) * DAY;
      await publishEvent(
        { ...context, db: trx },
        {
          slug: { es: `encuentro-${index}`, en: `gathering-${index}` },
          title: { es: `Encuentro ${index}`, en: `Gathering ${index}` },
          starts_at: new Date(starts).toISOString()
        }
      );
    }
  });
}
