import * as v from 'valibot';
import type { Context } from '../../context.ts';
import type { Trx } from '../../db/schema.ts';
import { inTransaction } from '../../db/transaction.ts';
import { checkImport, saveImport, type CheckedImport } from '../../events/import-events.ts';
import { eventTimes } from '../../events/import-times.ts';
import { shiftEvent } from '../../events/shift-event.ts';
import demoFile from './events.json' with { type: 'json' };

/** What an event of the demo counts its dates from, as the file said it. */
const anchorsSchema = v.array(
  v.object({
    id: v.string(),
    startsIn: v.optional(v.string()),
    duration: v.optional(v.string()),
    startsOn: v.optional(v.string()),
    days: v.optional(v.number())
  })
);
type Anchors = v.InferOutput<typeof anchorsSchema>;

const SETTING = 'demo.anchors';

/**
 * Puts the demo content into a database without events, and at each later start moves its dates so that
 * the panel is about to begin. Returns whether this database holds the demo.
 */
export async function seedDemo(context: Context): Promise<boolean> {
  const checked = checkImport(demoFile, context.now());
  if (!checked.ok)
    throw new Error(`the demo content is broken: ${JSON.stringify(checked.problems)}`);
  return inTransaction(context.db, async (trx) => {
    const anchors = await readAnchors(trx);
    if (anchors) await moveDemo(trx, context, anchors);
    else if (await hasEvents(trx)) return false;
    else await plantDemo(trx, context, checked);
    return true;
  });
}

async function hasEvents(trx: Trx): Promise<boolean> {
  return (await trx.selectFrom('events').select('id').limit(1).executeTakeFirst()) !== undefined;
}

async function plantDemo(trx: Trx, context: Context, checked: CheckedImport): Promise<void> {
  const { eventIds } = await saveImport(trx, context, checked);
  const anchors = checked.file.events.flatMap(({ startsIn, duration, startsOn, days }, index) => {
    const relative = startsIn !== undefined || startsOn?.startsWith('P');
    return relative ? [{ id: eventIds[index], startsIn, duration, startsOn, days }] : [];
  });
  await trx
    .insertInto('settings')
    .values({ name: SETTING, value: JSON.stringify(anchors) })
    .execute();
}

/** Only the events that the demo made, with the same ids: places and questions stay, nobody is mailed. */
async function moveDemo(trx: Trx, context: Context, anchors: Anchors): Promise<void> {
  for (const { id, ...anchor } of anchors) {
    const event = await trx
      .selectFrom('events')
      .select('zone')
      .where('id', '=', id)
      .executeTakeFirst();
    const outcome = event && eventTimes({ zone: event.zone, ...anchor }, context.now());
    if (outcome?.ok) await shiftEvent(trx, context, id, outcome.times);
  }
}

async function readAnchors(trx: Trx): Promise<Anchors | null> {
  const row = await trx
    .selectFrom('settings')
    .select('value')
    .where('name', '=', SETTING)
    .executeTakeFirst();
  return row ? v.parse(anchorsSchema, JSON.parse(row.value)) : null;
}
