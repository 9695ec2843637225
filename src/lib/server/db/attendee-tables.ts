/** That somebody was in the room of an RSVP-only event, and nothing about their device. */
export interface AttendanceTable {
  rsvp_id: string;
  event_id: string;
  first_seen: string;
  last_seen: string;
}

/** Whether somebody came through the door: what was decided last at it, an undo included. */
export interface CheckInsTable {
  rsvp_id: string;
  event_id: string;
  present: 0 | 1;
  /** When it was decided, on a phone that perhaps had no connection. */
  at: string;
  staff_id: string | null;
  /** When the hub heard of it. */
  saved_at: string;
}

/** An RSVP that holds nothing until its address says so: what forms are worth while a script floods them. */
export interface RsvpDraftsTable {
  /** Also the id of the one mail about it. */
  id: string;
  event_id: string;
  email_key: string;
  payload_sealed: string;
  token_hash: string;
  created_at: string;
}
