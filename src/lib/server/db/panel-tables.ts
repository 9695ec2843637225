export type SignalKind = 'slower' | 'not_ready' | 'repeat_number' | 'mine';

/** Private links to the cue for people without an account. */
export interface PanelLinksTable {
  id: string;
  event_id: string;
  person_id: string | null;
  name: string;
  token_hash: string;
  created_at: string;
  revoked_at: string | null;
}

/** What interpreters and panelists tell the moderators by one button. */
export interface PanelSignalsTable {
  id: string;
  event_id: string;
  kind: SignalKind;
  from_name: string;
  question_id: string | null;
  at: string;
  seen_at: string | null;
  seen_by: string | null;
}
