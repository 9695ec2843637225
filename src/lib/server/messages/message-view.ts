import type { Locale } from '../../i18n/locales.ts';
import type { AttendeeFilter } from '../../schema/attendee-filter.ts';
import { messageProblems, type MessageProblems, type MessageTexts } from '../../schema/message.ts';
import type { Context } from '../context.ts';
import { listSources, type EventSource } from '../partners/event-sources.ts';
import type { MessageKind, MessageStatus } from '../db/messages-table.ts';
import { renderMarkdown } from '../events/markdown.ts';
import type { ExampleMail } from '../mail/example-mail.ts';
import { exampleMessage } from './example-message.ts';
import { findMessage, isWritten, type Message } from './message-row.ts';
import { loadProgress, standingOf, type MessageProgress } from './message-progress.ts';
import { countRecipients, type RecipientCount } from './recipients.ts';
import { whyNotSendable, type SendRefusal } from './send-message.ts';

/** A message as who organizes its event sees it. */
export interface MessageView {
  id: string;
  kind: MessageKind;
  texts: MessageTexts;
  version: number;
  /** Null once it was deleted with the people. */
  filter: AttendeeFilter | null;
  /** The partners whose links people of the event may have come by. */
  sources: EventSource[];
  stage: DraftStage | GoneStage;
}

export interface DraftStage {
  status: 'draft';
  problems: MessageProblems;
  /** Whom it would reach if it was sent now, and when that was counted. */
  count: RecipientCount;
  asOf: string;
  /** What has to be done before. */
  refusal: SendRefusal | null;
}

export interface GoneStage {
  status: Exclude<MessageStatus, 'draft'>;
  progress: MessageProgress;
  startedAt: string;
  /** Null while it is under way. */
  finishedAt: string | null;
  /** What was written, as safe HTML; of the languages that have a text. */
  html: { lang: Locale; subject: string; body: string }[];
}

/** A message of the event with how it stands; null when it belongs to another event. */
export async function loadMessage(
  context: Context,
  eventId: string,
  messageId: string
): Promise<MessageView | null> {
  const message = await findMessage(context, context.db, eventId, messageId);
  if (!message) return null;
  const { id, kind, texts, version, filter } = message;
  const stage =
    message.status === 'draft'
      ? await draftStage(context, message)
      : await goneStage(context, message);
  const sources = await listSources(context.db, eventId);
  return { id, kind, texts, version, filter, sources, stage };
}

async function draftStage(context: Context, message: Message): Promise<DraftStage> {
  const asOf = context.now().toISOString();
  const count = await countRecipients(context, { ...message, until: asOf });
  return {
    status: 'draft',
    problems: messageProblems(message.texts),
    count,
    asOf,
    refusal: await whyNotSendable(context, context.db, message, count)
  };
}

async function goneStage(context: Context, { id, texts }: Message): Promise<GoneStage> {
  const row = await context.db
    .selectFrom('messages')
    .select(['id', 'status', 'queued', 'total', 'sent', 'failed', 'started_at', 'finished_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const progress = (await loadProgress(context.db, [row])).get(id);
  if (!progress || row.status === 'draft') throw new Error(`message ${id} has not begun`);
  return {
    status: standingOf(row.status, progress),
    progress,
    startedAt: row.started_at ?? '',
    finishedAt: row.finished_at,
    html: (['es', 'en'] as const)
      .filter((lang) => isWritten(texts, lang))
      .map((lang) => ({
        lang,
        subject: texts[lang].subject,
        body: renderMarkdown(texts[lang].body)
      }))
  };
}

/** The mail in both languages, as their readers would get it; none while nothing can be shown. */
export async function previewMessage(
  context: Context,
  eventId: string,
  { kind, texts }: Pick<MessageView, 'kind' | 'texts'>
): Promise<ExampleMail[]> {
  const message = { eventId, kind, texts };
  const mails = [
    await exampleMessage(context, message, 'es'),
    await exampleMessage(context, message, 'en')
  ];
  return mails.filter((mail) => mail !== null);
}
