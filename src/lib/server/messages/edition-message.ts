import { LOCALES, type Locale } from '../../i18n/locales.ts';
import { eventPath } from '../../i18n/paths.ts';
import { translatorFor } from '../../i18n/translator.ts';
import { cityName, formatWhen } from '../../i18n/when.ts';
import { ANYBODY } from '../../schema/attendee-filter.ts';
import type { MessageTexts } from '../../schema/message.ts';
import { cleanLine } from '../../schema/text.ts';
import type { Context } from '../context.ts';
import { loadEventPage } from '../events/find-event.ts';
import { countRecipients } from './recipients.ts';
import { beginMessage } from './save-message.ts';
import { isOver } from './send-message.ts';

export type EditionBegun =
  { ok: true; id: string } | { ok: false; code: 'not_found' | 'not_public' | 'over' };

/**
 * Begins the news of an edition, for who asked for it at earlier ones: a draft with its title, date and address
 * in both languages. There is one such draft; who begins again goes on with it.
 */
export async function beginEditionNews(
  context: Context,
  staffId: string,
  eventId: string
): Promise<EditionBegun> {
  const texts = await editionTexts(context, eventId);
  if (!texts) return { ok: false, code: 'not_public' };
  if (!(await isToCome(context, eventId))) return { ok: false, code: 'over' };
  return beginMessage(context, staffId, eventId, { kind: 'edition', filter: ANYBODY, texts });
}

/**
 * How many would be told of an edition: an address once, without who has an RSVP for it or was told. Null for
 * an edition that is not public or has been.
 */
export async function countEditionReaders(
  context: Context,
  eventId: string
): Promise<number | null> {
  if (!(await isToCome(context, eventId))) return null;
  const meant = { id: '', eventId, kind: 'edition' as const, filter: ANYBODY, until: null };
  return (await countRecipients(context, meant)).total;
}

async function isToCome({ db, now }: Context, eventId: string): Promise<boolean> {
  const event = await db
    .selectFrom('events')
    .select(['status', 'ends_at'])
    .where('id', '=', eventId)
    .executeTakeFirst();
  return event !== undefined && !isOver(event, now());
}

async function editionTexts(context: Context, eventId: string): Promise<MessageTexts | null> {
  const texts: Partial<MessageTexts> = {};
  for (const lang of LOCALES) {
    const text = await editionText(context, eventId, lang);
    if (text === null) return null;
    texts[lang] = text;
  }
  return texts.es && texts.en ? { es: texts.es, en: texts.en } : null;
}

/** A language without a title of its own has no text yet: what readers get then is said before it goes. */
async function editionText(context: Context, eventId: string, lang: Locale) {
  const event = await loadEventPage(context, eventId, lang);
  if (!event) return null;
  if (event.title.lang !== lang) return { subject: '', body: '' };
  const t = translatorFor(lang);
  const title = event.title.text;
  const day = formatWhen(event.when, lang);
  const when =
    event.when.type === 'dates'
      ? day
      : t('mail:when', { when: day, city: cityName(event.when.zone, t) });
  const url = context.config.origin + eventPath(lang, event.slug[lang]);
  return {
    subject: cleanLine(t('messages:edition.subject', { title })),
    body: [
      t('messages:edition.intro', { title: asWritten(title) }),
      t('messages:edition.when', { when }),
      ...(event.place ? [t('messages:edition.where', { place: asWritten(event.place.text) })] : []),
      t('messages:edition.ask', { url })
    ].join('\n\n')
  };
}

/** A title is shown as it is, whatever Markdown would make of its signs. */
function asWritten(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, '\\$&');
}
