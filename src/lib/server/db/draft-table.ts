/** What is written about an event and is not in its rows: not published yet, or not ready to be. */
export interface EventDraftsTable {
  event_id: string;
  /** Rises with every save. */
  version: number;
  /** JSON `{ field: { value, by, at } }`: only the fields that differ from the event. */
  changes: string;
  /** JSON `{ field: { es?, en?, stale? } }`: when each language of a text was last written. */
  marks: string;
  updated_at: string;
  /** The staff user. */
  updated_by: string | null;
}
