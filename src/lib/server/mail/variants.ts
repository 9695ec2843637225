import type { RsvpStatus } from '../db/schema.ts';
import type { RsvpMailKind, RsvpMailPayload } from './message.ts';

/** The texts of one mail: its kind, and for some what the person has or what became of the event. */
export const MAIL_VARIANTS = [
  'confirmed',
  'waitlisted',
  'offered',
  'promoted',
  'alreadyConfirmed',
  'alreadyWaitlisted',
  'alreadyOffered',
  'linkAgain',
  'changed',
  'reinstated',
  'reminderDay',
  'reminderHour',
  'cancelled',
  'expired',
  'eventCancelled',
  'followup'
] as const;
export type MailVariant = (typeof MAIL_VARIANTS)[number];

/** Whether the person has a place after reading this mail, waits for one, is asked, has none, or looks back. */
export type Standing = 'place' | 'line' | 'answer' | 'event' | 'record';

const ONE_OF_A_KIND: Readonly<Partial<Record<RsvpMailKind, MailVariant>>> = {
  confirmed: 'confirmed',
  waitlisted: 'waitlisted',
  offered: 'offered',
  promoted: 'promoted',
  cancelled: 'cancelled',
  expired: 'expired',
  event_cancelled: 'eventCancelled',
  reminder_day: 'reminderDay',
  reminder_hour: 'reminderHour',
  followup: 'followup',
  link_again: 'linkAgain'
};

export function mailVariant(
  kind: RsvpMailKind,
  { status, before }: Pick<RsvpMailPayload, 'status' | 'before'>
): MailVariant {
  if (kind === 'changed') return before?.cancelled ? 'reinstated' : 'changed';
  const only = ONE_OF_A_KIND[kind];
  if (only) return only;
  if (status === 'waitlisted') return 'alreadyWaitlisted';
  return status === 'offered' ? 'alreadyOffered' : 'alreadyConfirmed';
}

const STANDINGS: Readonly<Partial<Record<MailVariant, Standing>>> = {
  confirmed: 'place',
  promoted: 'place',
  alreadyConfirmed: 'place',
  reminderDay: 'place',
  reminderHour: 'place',
  waitlisted: 'line',
  alreadyWaitlisted: 'line',
  offered: 'answer',
  alreadyOffered: 'answer',
  cancelled: 'event',
  expired: 'event',
  eventCancelled: 'event',
  followup: 'record'
};

const BY_STATUS: Readonly<Record<RsvpStatus, Standing>> = {
  confirmed: 'place',
  waitlisted: 'line',
  offered: 'answer',
  cancelled: 'event'
};

export function standing(variant: MailVariant, status: RsvpStatus | null): Standing {
  return STANDINGS[variant] ?? BY_STATUS[status ?? 'confirmed'];
}
