import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTrial } from '../db/trial.ts';
import { emptyTally, type MailsOfChange } from '../mail/mail-tally.ts';
import type { EventDraft } from './event-draft.ts';
import {
  changeStatusIn,
  publishIn,
  type NextStatus,
  type SeenState,
  type StatusChanged
} from './publish-event.ts';

/** The mails that go out when what the draft says becomes public. Nothing is written. */
export async function countChangeMails(
  context: Context,
  staffId: string,
  draft: EventDraft
): Promise<MailsOfChange> {
  return countMails(context, draft, (trx, trial, seen) =>
    publishIn(trx, trial, staffId, draft.event.id, seen)
  );
}

/** The mails that go out when an event is called off, ended or brought back; none where that cannot be done. */
export async function countStepMails(
  context: Context,
  staffId: string,
  draft: EventDraft,
  to: NextStatus
): Promise<MailsOfChange> {
  return countMails(context, draft, (trx, trial, seen) =>
    changeStatusIn(trx, trial, staffId, draft.event.id, to, seen)
  );
}

/** Who is written to is decided in many places, so the deed is tried rather than imitated; only the mails are counted. */
async function countMails(
  context: Context,
  { event, version }: EventDraft,
  deed: (trx: Trx, trial: Context, seen: SeenState) => Promise<StatusChanged>
): Promise<MailsOfChange> {
  const tally = emptyTally();
  await inTrial(context.db, (trx) =>
    deed(trx, { ...context, tally }, { version, updatedAt: event.updated_at })
  );
  return tally;
}
