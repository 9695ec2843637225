/** Who did what, and when; nothing about attendees. */
export interface AuditLogTable {
  id: string;
  at: string;
  /** The staff user; null for the operator at the console and for the hub itself. */
  actor: string | null;
  /** As it was then: the entry outlives the account. Empty without an actor. */
  actor_name: string;
  what: string;
  /** No foreign key: what was done to an event is known after the event is gone. */
  event_id: string | null;
  subject_kind: string | null;
  subject_id: string | null;
  /** JSON object of words and numbers. */
  detail: string;
}
