const DAY = 24 * 60 * 60 * 1000;

/** When personal data of an event is deleted: `retentionDays` after its end. */
export function deletionDate(endsAt: string, retentionDays: number): Date {
  return new Date(Date.parse(endsAt) + retentionDays * DAY);
}
