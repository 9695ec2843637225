import { randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';

/** Everything that is written down when it is done; keys of `team:audit.what`. Decisions on questions are in the room log. */
export const AUDIT_VERBS = [
  'signed_in',
  'sessions_ended',
  'password_changed',
  'profile_changed',
  'second_factor_on',
  'second_factor_off',
  'recovery_codes_made',
  'passkey_added',
  'passkey_removed',
  'user_added',
  'user_invited',
  'invitation_sent_again',
  'invitation_withdrawn',
  'invitation_accepted',
  'roles_changed',
  'user_disabled',
  'user_enabled',
  'event_created',
  'event_duplicated',
  'event_changed',
  'event_published',
  'event_unpublished',
  'event_moved',
  'event_cancelled',
  'event_reinstated',
  'event_ended',
  'event_deleted',
  'events_imported',
  'events_exported',
  'places_changed',
  'rehearsal_started',
  'rehearsal_ended',
  'panel_link_made',
  'panel_link_revoked',
  'person_added',
  'person_changed',
  'person_deleted',
  'partner_added',
  'partner_changed',
  'partner_deleted',
  'partner_link_made',
  'partner_link_revoked',
  'questions_exported',
  'attendees_exported',
  'attendees_imported',
  'attendee_added',
  'attendee_changed',
  'attendee_cancelled',
  'attendees_checked_in',
  'message_sent',
  'message_stopped',
  'message_resumed',
  'house_changed',
  'mail_tested',
  'backup_made',
  'backup_restored',
  'data_purged',
  'data_erased',
  'keys_rotated'
] as const;
export type AuditVerb = (typeof AUDIT_VERBS)[number];

export type AuditSubjectKind =
  | 'staff'
  | 'session'
  | 'passkey'
  | 'event'
  | 'question'
  | 'rsvp'
  | 'person'
  | 'partner'
  | 'panel_link'
  | 'message'
  | 'export';

/** What a detail may be called. Names, addresses and texts of attendees have no place among them. */
const DETAILS = new Set([
  'by',
  'capacity',
  'count',
  'field',
  'fields',
  'format',
  'from',
  'kind',
  'lang',
  'mails',
  'method',
  'name',
  'reason',
  'revision',
  'roles',
  'setting',
  'slug',
  'status',
  'streamCapacity',
  'to',
  'version',
  'zone'
]);
const LONGEST = 200;

export interface AuditEntry {
  /** The staff user; null for the operator at the console and for the hub itself. */
  actor: string | null;
  what: AuditVerb;
  eventId: string | null;
  subject?: { kind: AuditSubjectKind; id: string };
  detail?: Record<string, string | number>;
}

/**
 * Writes down who did what, in the transaction that does it. Details are kept by an allow-list of their
 * names, without anything that reads like an address.
 */
export async function audit(trx: Executor, context: Context, entry: AuditEntry): Promise<void> {
  const { actor, what, eventId, subject, detail = {} } = entry;
  await trx
    .insertInto('audit_log')
    .values({
      id: randomUUID(),
      at: context.now().toISOString(),
      actor,
      actor_name: actor === null ? '' : await nameOf(trx, actor),
      what,
      event_id: eventId,
      subject_kind: subject?.kind ?? null,
      subject_id: subject?.id ?? null,
      detail: JSON.stringify(keptDetail(detail))
    })
    .execute();
}

async function nameOf(trx: Executor, staffId: string): Promise<string> {
  const row = await trx
    .selectFrom('staff_users')
    .select('name')
    .where('id', '=', staffId)
    .executeTakeFirst();
  return row?.name ?? '';
}

function keptDetail(detail: Record<string, string | number>): Record<string, string | number> {
  const kept = Object.entries(detail).flatMap(([name, value]) => {
    if (!DETAILS.has(name) || (typeof value === 'string' && value.includes('@'))) return [];
    return [[name, typeof value === 'string' ? value.slice(0, LONGEST) : value]];
  });
  return Object.fromEntries(kept);
}
