import type { Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTrial } from '../db/trial.ts';
import type { RsvpMailKind } from '../mail/message.ts';
import type { EventDraft } from './event-draft.ts';
import {
  changeStatusIn,
  publishIn,
  type NextStatus,
  type SeenState,
  type StatusChanged
} from './publish-event.ts';

/** How many mails, by their language. */
export type MailCount = Record<Locale, number>;

export interface MailsOfChange {
  /** Of another time or place, of a cancellation or of an event that takes place after all. */
  told: MailCount;
  /** Of a place that came free in the line. */
  line: MailCount;
  /** Of the record, to who asked for it. */
  record: MailCount;
}

/** The mails that go out when what the draft says becomes public. Nothing is written. */
export async function countChangeMails(
  context: Context,
  staffId: string,
  draft: EventDraft
): Promise<MailsOfChange> {
  return countMails(context, draft, (trx, seen) =>
    publishIn(trx, context, staffId, draft.event.id, seen)
  );
}

/** The mails that go out when an event is called off, ended or brought back; none where that cannot be done. */
export async function countStepMails(
  context: Context,
  staffId: string,
  draft: EventDraft,
  to: NextStatus
): Promise<MailsOfChange> {
  return countMails(context, draft, (trx, seen) =>
    changeStatusIn(trx, context, staffId, draft.event.id, to, seen)
  );
}

/** Who is written to is decided in many places, so it is tried rather than imitated. */
async function countMails(
  context: Context,
  { event, version }: EventDraft,
  deed: (trx: Trx, seen: SeenState) => Promise<StatusChanged>
): Promise<MailsOfChange> {
  return inTrial(context.db, async (trx) => {
    const before = new Set((await mailsOf(trx, event.id)).map(({ id }) => id));
    await deed(trx, { version, updatedAt: event.updated_at });
    const mails: MailsOfChange = {
      told: { es: 0, en: 0 },
      line: { es: 0, en: 0 },
      record: { es: 0, en: 0 }
    };
    for (const { id, kind, lang } of await mailsOf(trx, event.id))
      if (!before.has(id)) mails[LINES[kind] ?? 'told'][lang] += 1;
    return mails;
  });
}

const LINES: Record<string, keyof MailsOfChange> = {
  promoted: 'line',
  offered: 'line',
  followup: 'record'
} satisfies Partial<Record<RsvpMailKind, keyof MailsOfChange>>;

function mailsOf(trx: Trx, eventId: string) {
  return trx
    .selectFrom('mail_outbox')
    .select(['id', 'kind', 'lang'])
    .where('event_id', '=', eventId)
    .execute();
}
