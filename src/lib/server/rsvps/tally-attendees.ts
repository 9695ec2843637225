import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import type { EventBefore } from '../mail/message.ts';
import type { MailTally } from '../mail/mail-tally.ts';
import { LIVE_STATUSES } from './states.ts';
import { readUnsentChanges } from './unsent-changes.ts';
import { changedLanguages, isVisible } from './visible-change.ts';

/** Counts whom `tellOfChange` would write to: all whose language shows it, but for those whom it leads back. */
export async function tallyChange(
  trx: Trx,
  context: Context,
  eventId: string,
  { before, after }: { before: EventBefore; after: EventBefore }
): Promise<void> {
  const { tally } = context;
  if (!tally) return;
  const langs = changedLanguages(before, after);
  await tallyLive(trx, eventId, langs, tally);
  for (const { lang, known } of await readUnsentChanges(trx, context, eventId))
    if (langs.includes(lang) && known && !isVisible(known, after, lang)) tally.told[lang] -= 1;
}

/** Counts everybody who has or awaits a place, by the language of their mails. */
export async function tallyLive(
  trx: Trx,
  eventId: string,
  langs: readonly Locale[],
  tally: MailTally
): Promise<void> {
  if (langs.length === 0) return;
  const rows = await trx
    .selectFrom('rsvps')
    .select(({ fn }) => ['lang', fn.countAll().as('people')])
    .where('event_id', '=', eventId)
    .where('status', 'in', LIVE_STATUSES)
    .where('lang', 'in', langs)
    .groupBy('lang')
    .execute();
  for (const { lang, people } of rows) tally.told[lang] += Number(people);
}
