import { Temporal } from 'temporal-polyfill';
import type { EventWhen } from '../../i18n/when.ts';
import type { ReminderKind } from '../mail/message.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A journey of whole days begins at midnight; nobody is woken for it. */
const MORNING = Temporal.PlainTime.from('09:00');

/** How long before the start, and how long after that moment the mail is still of use. */
const REMINDERS: Readonly<Record<ReminderKind, { before: number; grace: number }>> = {
  reminder_day: { before: 24 * HOUR, grace: 3 * HOUR },
  reminder_hour: { before: HOUR, grace: 30 * MINUTE }
};

export const REMINDER_KINDS: readonly ReminderKind[] = ['reminder_day', 'reminder_hour'];
/** No reminder is due earlier than this before the start, in milliseconds. */
export const LONGEST_LEAD = 48 * HOUR;

/**
 * The instant at which a reminder is due: hours before the start, whatever the clocks do between; for whole
 * days at nine in the morning of the day before, and none in the last hour.
 */
export function reminderTime(kind: ReminderKind, when: EventWhen): Date | null {
  if (when.type === 'timed') return new Date(Date.parse(when.startsAt) - REMINDERS[kind].before);
  if (kind === 'reminder_hour') return null;
  const morning = Temporal.PlainDate.from(when.firstDay)
    .subtract({ days: 1 })
    .toZonedDateTime({ timeZone: when.zone, plainTime: MORNING });
  return new Date(morning.epochMilliseconds);
}

/** Whether the reminder is due at `now` and still of use. */
export function isDue(kind: ReminderKind, when: EventWhen, now: Date): boolean {
  const time = reminderTime(kind, when);
  return time !== null && time <= now && !isLate(kind, when, now);
}

/** Whether the reminder would come too late to be of use. */
export function isLate(kind: ReminderKind, when: EventWhen, now: Date): boolean {
  const time = reminderTime(kind, when);
  return time === null || now.getTime() > time.getTime() + REMINDERS[kind].grace;
}
