import { pickText, type FoundText, type Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { MessageKind, MessageStatus } from '../db/messages-table.ts';
import { loadProgress, standingOf, type MessageProgress } from './message-progress.ts';
import { TEXT_COLUMNS } from './message-row.ts';

/** The newest; so many are never written for one event. */
const MOST = 200;

export interface ListedMessage {
  id: string;
  kind: MessageKind;
  status: MessageStatus;
  /** Null while there is none. */
  subject: FoundText | null;
  /** When it was sent, else when it was last written. */
  at: string;
  /** Who wrote it last; null when their account is gone. */
  by: string | null;
  progress: MessageProgress;
}

/** The messages of an event, newest first, in two statements. */
export async function listMessages(
  { db }: Context,
  eventId: string,
  lang: Locale
): Promise<ListedMessage[]> {
  const rows = await db
    .selectFrom('messages')
    .leftJoin('staff_users', 'staff_users.id', 'messages.changed_by')
    .select(['messages.id', 'messages.kind', 'messages.status', 'messages.queued'])
    .select(['messages.total', 'messages.sent', 'messages.failed', 'staff_users.name as by'])
    .select(['messages.started_at', 'messages.changed_at', ...TEXT_COLUMNS])
    .where('messages.event_id', '=', eventId)
    .orderBy('messages.created_at', 'desc')
    .orderBy('messages.id')
    .limit(MOST)
    .execute();
  const progress = await loadProgress(db, rows);
  return rows.flatMap((row) => {
    const { id, kind, by } = row;
    const known = progress.get(id);
    if (!known) return [];
    return {
      ...{ id, kind, by, progress: known },
      status: row.status === 'draft' ? row.status : standingOf(row.status, known),
      subject: pickText({ es: row.subject_es, en: row.subject_en }, lang),
      at: row.started_at ?? row.changed_at
    };
  });
}
