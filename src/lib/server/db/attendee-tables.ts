/** That somebody was in the room of an RSVP-only event, and nothing about their device. */
export interface AttendanceTable {
  rsvp_id: string;
  event_id: string;
  first_seen: string;
  last_seen: string;
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
