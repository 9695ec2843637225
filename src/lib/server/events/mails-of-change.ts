import { LOCALES, type Locale, type LocalText } from '../../i18n/locales.ts';
import { textField } from '../../schema/event-fields.ts';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import { inTrial } from '../db/trial.ts';
import { changeCapacity } from '../rsvps/change-capacity.ts';
import { LIVE_STATUSES } from '../rsvps/states.ts';
import { changedLanguages } from '../rsvps/tell-attendees.ts';
import type { ReadyContent } from './apply-content.ts';
import { eventWhen } from './clock.ts';
import type { EventDraft } from './event-draft.ts';

/** How many people will be written to, by the language of their mails. */
export type MailCount = Record<Locale, number>;

const NOBODY: MailCount = { es: 0, en: 0 };

export interface MailsOfChange {
  /** Of another time or place. */
  changed: MailCount;
  /** Of a place that came free for them by more seats. */
  promoted: number;
}

/** Who hears that an event is called off: everybody with a place and everybody in the line. */
export async function countCancellationMails(
  context: Context,
  { event }: Pick<EventDraft, 'event'>
): Promise<MailCount> {
  if (event.status !== 'published' || Date.parse(event.ends_at) <= context.now().getTime())
    return NOBODY;
  return countLive(context.db, event.id);
}

/** Who hears that a cancelled event takes place after all. */
export async function countReturnMails(
  context: Context,
  { event }: Pick<EventDraft, 'event'>
): Promise<MailCount> {
  if (event.status !== 'cancelled' || Date.parse(event.ends_at) <= context.now().getTime())
    return NOBODY;
  return countLive(context.db, event.id);
}

/** Who is written to when what the draft says becomes public. */
export async function countChangeMails(
  context: Context,
  draft: EventDraft,
  ready: ReadyContent
): Promise<MailsOfChange> {
  const { event } = draft;
  if (event.status !== 'published') return { changed: NOBODY, promoted: 0 };
  const langs = langsToTell(context, draft, ready);
  const live = langs.length > 0 ? await countLive(context.db, event.id) : NOBODY;
  const { capacity, streamCapacity } = ready.event;
  const same = capacity === event.capacity && streamCapacity === event.stream_capacity;
  return {
    changed: { es: langs.includes('es') ? live.es : 0, en: langs.includes('en') ? live.en : 0 },
    promoted: same ? 0 : await countPromoted(context, event.id, { capacity, streamCapacity })
  };
}

function langsToTell(
  context: Context,
  { event, published }: EventDraft,
  { event: next, times }: ReadyContent
): Locale[] {
  if (Date.parse(times.ends_at) <= context.now().getTime()) return [];
  const place: LocalText = {};
  for (const lang of LOCALES) {
    const text = published[textField('place', lang)];
    if (text) place[lang] = text;
  }
  return changedLanguages(
    { when: eventWhen(event), place, cancelled: false },
    { when: eventWhen(times), place: placeOf(next.place), cancelled: false }
  );
}

/** The schema writes a language that is not there as undefined. */
function placeOf(texts: { es?: string | undefined; en?: string | undefined } = {}): LocalText {
  return { ...(texts.es && { es: texts.es }), ...(texts.en && { en: texts.en }) };
}

async function countLive(executor: Executor, eventId: string): Promise<MailCount> {
  const rows = await executor
    .selectFrom('rsvps')
    .select(({ fn }) => ['lang', fn.countAll().as('n')])
    .where('event_id', '=', eventId)
    .where('status', 'in', LIVE_STATUSES)
    .groupBy('lang')
    .execute();
  const found = Object.fromEntries(rows.map((row) => [row.lang, Number(row.n)]));
  return { es: found.es ?? 0, en: found.en ?? 0 };
}

/** The line decides by parties and pools, so it is asked rather than imitated. */
async function countPromoted(
  context: Context,
  eventId: string,
  seats: { capacity: number | null; streamCapacity: number | null }
): Promise<number> {
  return inTrial(context.db, async (trx) => {
    const outcome = await changeCapacity(trx, context, eventId, seats, 'clock');
    return outcome.ok ? outcome.promoted : 0;
  });
}
