import type { Locale } from '../../i18n/locales.ts';
import { isTimeFact } from '../../schema/event-fields.ts';
import type { Context } from '../context.ts';
import type { EventStatus, Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { lockRoom } from '../rooms/room-log.ts';
import { audit, type AuditVerb } from '../staff/audit.ts';
import { applyContent } from './apply-content.ts';
import { checkAddressed } from './check-addressed.ts';
import { loadDraft, writeDraft, type EventDraft } from './event-draft.ts';

/** What somebody had before their eyes when they decided. */
export interface SeenState {
  /** Of the draft. */
  version: number;
  /** When the event's own rows were changed last. */
  updatedAt: string;
}

export type StatusChanged =
  | { ok: true; slug: Record<Locale, string> }
  | { ok: false; code: 'not_found' | 'wrong_state' | 'invalid' }
  /** The event or its draft is another by now: look again. */
  | { ok: false; code: 'conflict' };

/**
 * Makes a draft public, or brings an event that is public already to what its draft says. Texts may be missing
 * in one language. Refuses what is not an event yet, and what is not what the person saw.
 */
export async function publishEvent(
  context: Context,
  staffId: string,
  eventId: string,
  seen: SeenState
): Promise<StatusChanged> {
  return inTransaction(context.db, (trx) => publishIn(trx, context, staffId, eventId, seen));
}

/** The same in a transaction of the caller. */
export async function publishIn(
  trx: Trx,
  context: Context,
  staffId: string,
  eventId: string,
  seen: SeenState
): Promise<StatusChanged> {
  return change(trx, context, { staffId, eventId, seen }, (draft) => {
    const first = draft.event.status === 'draft';
    return {
      status: first ? 'published' : draft.event.status,
      content: draft.content,
      what: first ? 'event_published' : isMoved(draft) ? 'event_moved' : 'event_changed'
    };
  });
}

const STEPS = {
  cancelled: { from: ['published'], what: 'event_cancelled' },
  ended: { from: ['published'], what: 'event_ended' },
  published: { from: ['cancelled'], what: 'event_reinstated' }
} as const satisfies Partial<
  Record<EventStatus, { from: readonly EventStatus[]; what: AuditVerb }>
>;
export type NextStatus = keyof typeof STEPS;

/** Calls a published event off, ends it, or brings a cancelled one back; its draft stays what it is. */
export async function changeEventStatus(
  context: Context,
  staffId: string,
  eventId: string,
  to: NextStatus,
  seen: SeenState
): Promise<StatusChanged> {
  return inTransaction(context.db, (trx) =>
    changeStatusIn(trx, context, staffId, eventId, to, seen)
  );
}

/** The same in a transaction of the caller. */
export async function changeStatusIn(
  trx: Trx,
  context: Context,
  staffId: string,
  eventId: string,
  to: NextStatus,
  seen: SeenState
): Promise<StatusChanged> {
  return change(trx, context, { staffId, eventId, seen }, ({ event, published }) => {
    const { from, what } = STEPS[to];
    const may = from.some((status) => status === event.status);
    return may ? { status: to, content: published, what } : null;
  });
}

interface Step {
  status: EventStatus;
  content: EventDraft['content'];
  what: AuditVerb;
}

async function change(
  trx: Trx,
  context: Context,
  { staffId, eventId, seen }: { staffId: string; eventId: string; seen: SeenState },
  decide: (draft: EventDraft) => Step | null
): Promise<StatusChanged> {
  await lockRoom(trx, eventId);
  const draft = await loadDraft(trx, eventId);
  if (!draft) return { ok: false, code: 'not_found' };
  if (draft.version !== seen.version || draft.event.updated_at !== seen.updatedAt)
    return { ok: false, code: 'conflict' };
  const step = decide(draft);
  if (!step) return { ok: false, code: 'wrong_state' };
  const checked = await checkAddressed(trx, context, eventId, step.content);
  if (!checked.ok) return { ok: false, code: 'invalid' };
  const by = `staff:${staffId}` as const;
  await applyContent(trx, context, eventId, checked, { ...step, by });
  await forgetChanges(trx, context, staffId, draft, step);
  const { kind, slug } = checked.event;
  const detail = { slug: slug.es, kind, fields: Object.keys(draft.changes).join(' ') };
  await audit(trx, context, { actor: staffId, what: step.what, eventId, detail });
  return { ok: true, slug };
}

/** What is public now is no change any more; who edits meanwhile goes on from there. */
async function forgetChanges(
  trx: Trx,
  context: Context,
  staffId: string,
  draft: EventDraft,
  step: Step
): Promise<void> {
  const published = step.content === draft.content;
  await writeDraft(trx, {
    eventId: draft.event.id,
    changes: published ? {} : draft.changes,
    marks: draft.marks,
    version: draft.version + 1,
    at: context.now().toISOString(),
    by: staffId
  });
}

function isMoved({ changes }: EventDraft): boolean {
  return Object.keys(changes).some(isTimeFact);
}
