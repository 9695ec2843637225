import { pickText, type FoundText, type Locale } from '../../i18n/locales.ts';
import type { EventWhen } from '../../i18n/when.ts';
import type { Context } from '../context.ts';
import type { EventStatus } from '../db/schema.ts';
import { eventWhen } from '../events/clock.ts';
import { loadTexts } from '../events/event-parts.ts';
import { slugsOf } from '../events/public-event.ts';
import { findRehearsals } from '../rehearsals/find-rehearsal.ts';
import { MODERATING, ORGANIZING, READING } from './access.ts';

/** One event in the staff's list, with what waits in it. */
export interface StaffEventRow {
  slug: Record<Locale, string>;
  /** The rehearsal that is under way; not an event of its own here. */
  rehearsal: Record<Locale, string> | null;
  title: FoundText;
  status: EventStatus;
  when: EventWhen;
  over: boolean;
  /** Whether the person decides about its questions, or reads along. */
  moderates: boolean;
  /** Whether the person may see and change its seats. */
  organizes: boolean;
  waiting: number;
  confirmed: number;
}

/** The events that this person moderates or interprets, those to come first. */
export async function listStaffEvents(
  context: Context,
  userId: string,
  lang: Locale
): Promise<StaffEventRow[]> {
  const now = context.now().toISOString();
  const events = await context.db
    .selectFrom('events')
    .selectAll('events')
    .select((eb) => [
      eb
        .selectFrom('questions')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('questions.event_id', '=', 'events.id')
        .where('questions.status', '=', 'waiting')
        .as('waiting'),
      eb
        .selectFrom('rsvps')
        .select(({ fn }) => fn.sum<number>('rsvps.seats').as('n'))
        .whereRef('rsvps.event_id', '=', 'events.id')
        .where('rsvps.status', '=', 'confirmed')
        .as('confirmed')
    ])
    .where('events.rehearsal_of', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('staff_roles')
          .select('staff_roles.user_id')
          .where('staff_roles.user_id', '=', userId)
          .where('staff_roles.role', 'in', READING)
          .where((eb) =>
            eb.or([
              eb('staff_roles.event_id', '=', ''),
              eb('staff_roles.event_id', '=', eb.ref('events.id'))
            ])
          )
      )
    )
    .orderBy('starts_at')
    .execute();
  const ids = events.map((event) => event.id);
  const texts = await loadTexts(context.db, ids);
  const rehearsals = await findRehearsals(context.db, ids);
  const roles = await context.db
    .selectFrom('staff_roles')
    .select(['role', 'event_id'])
    .where('user_id', '=', userId)
    .where('role', 'in', MODERATING)
    .execute();
  const holds = (known: readonly string[], eventId: string) =>
    roles.some((role) => known.includes(role.role) && ['', eventId].includes(role.event_id));
  const rows = events.map((event) => {
    const own = texts.get(event.id) ?? [];
    const titles = Object.fromEntries(
      own.flatMap((text) => (text.title ? [[text.lang, text.title]] : []))
    );
    const slug = slugsOf(own);
    return {
      slug,
      rehearsal: rehearsals.get(event.id) ?? null,
      title: pickText(titles, lang) ?? { text: slug[lang], lang },
      status: event.status,
      when: eventWhen(event),
      over: event.status === 'ended' || event.ends_at <= now,
      moderates: holds(MODERATING, event.id),
      organizes: holds(ORGANIZING, event.id),
      waiting: Number(event.waiting ?? 0),
      confirmed: Number(event.confirmed ?? 0)
    };
  });
  return [...rows.filter((row) => !row.over), ...rows.filter((row) => row.over).reverse()];
}
