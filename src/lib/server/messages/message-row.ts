import * as v from 'valibot';
import type { Selectable } from 'kysely';
import { otherLocale, type Locale } from '../../i18n/locales.ts';
import {
  ANYBODY,
  attendeeFilterSchema,
  type AttendeeFilter
} from '../../schema/attendee-filter.ts';
import type { MessageTexts } from '../../schema/message.ts';
import type { Context } from '../context.ts';
import { isPostgres } from '../db/migrate.ts';
import type { MessageKind, MessageStatus, MessagesTable } from '../db/messages-table.ts';
import type { Executor, Trx } from '../db/schema.ts';

/** A message with its selection opened. */
export interface Message {
  id: string;
  eventId: string;
  kind: MessageKind;
  status: MessageStatus;
  /** Null once it was deleted with the people: nobody is meant any more. */
  filter: AttendeeFilter | null;
  texts: MessageTexts;
  version: number;
  changedBy: string | null;
  until: string | null;
  cursor: string | null;
  queued: boolean;
}

const PURPOSE = 'message.selection';

/** The message if it belongs to the event, else null. */
export async function findMessage(
  context: Context,
  executor: Executor,
  eventId: string,
  messageId: string
): Promise<Message | null> {
  const row = await executor
    .selectFrom('messages')
    .selectAll()
    .where('id', '=', messageId)
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  return row ? openMessage(context, row) : null;
}

/** The message as it is once whoever changes it now is done. */
export async function lockMessage(
  context: Context,
  trx: Trx,
  messageId: string
): Promise<Message | null> {
  const row = await trx
    .selectFrom('messages')
    .selectAll()
    .where('id', '=', messageId)
    .$if(isPostgres(trx), (query) => query.forUpdate())
    .executeTakeFirst();
  return row ? openMessage(context, row) : null;
}

function openMessage(context: Context, row: Selectable<MessagesTable>): Message {
  const { id, kind, status, version, until, cursor } = row;
  return {
    ...{ id, kind, status, version, until, cursor },
    eventId: row.event_id,
    filter: openSelection(context, row.selection_sealed),
    texts: textsOf(row),
    changedBy: row.changed_by,
    queued: row.queued === 1
  };
}

type TextColumns = Pick<
  Selectable<MessagesTable>,
  'subject_es' | 'subject_en' | 'body_es' | 'body_en'
>;
export const TEXT_COLUMNS = ['subject_es', 'subject_en', 'body_es', 'body_en'] as const;

export function textsOf(row: TextColumns): MessageTexts {
  return {
    es: { subject: row.subject_es, body: row.body_es },
    en: { subject: row.subject_en, body: row.body_en }
  };
}

export function textColumns({ es, en }: MessageTexts): TextColumns {
  return { subject_es: es.subject, body_es: es.body, subject_en: en.subject, body_en: en.body };
}

/** Sealed, because what was searched for may be a name. */
export function sealSelection({ keys }: Context, filter: AttendeeFilter): string {
  return keys.seal(JSON.stringify(filter), PURPOSE);
}

export function openSelection({ keys }: Context, sealed: string | null): AttendeeFilter | null {
  if (sealed === null) return null;
  const parsed = v.safeParse(attendeeFilterSchema, JSON.parse(keys.open(sealed, PURPOSE)));
  return parsed.success ? parsed.output : ANYBODY;
}

/** What a reader of `lang` gets: their own text, else the other one; null when there is none at all. */
export function textFor(
  texts: MessageTexts,
  lang: Locale
): { lang: Locale; subject: string; body: string } | null {
  const found = [lang, otherLocale(lang)].find((one) => isWritten(texts, one));
  return found ? { lang: found, ...texts[found] } : null;
}

/** A language counts once it has both a subject and a text. */
export function isWritten(texts: MessageTexts, lang: Locale): boolean {
  return texts[lang].subject !== '' && texts[lang].body !== '';
}
