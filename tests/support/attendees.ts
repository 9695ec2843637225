import { randomUUID } from 'node:crypto';
import type { Context } from '../../src/lib/server/context.ts';
import type { RsvpStatus } from '../../src/lib/server/db/schema.ts';
import { checkIn } from '../../src/lib/server/rsvps/check-in.ts';
import { manageToken } from '../../src/lib/server/rsvps/manage-token.ts';
import { registerAttendee } from '../../src/lib/server/rsvps/register-attendee.ts';
import { attendeeKey, type Registration } from '../../src/lib/server/rsvps/sealed-attendee.ts';
import { publishEvent } from './events.ts';
import { addStaff } from './staff.ts';

/** A panel for people with an RSVP, a week from the test's clock. Returns its id. */
export async function publishPanel(
  context: Context,
  values: Parameters<typeof publishEvent>[1] = {},
  titles: { es?: string; en?: string } = {}
): Promise<string> {
  const id = randomUUID();
  return publishEvent(context, {
    id,
    zone: 'America/Mexico_City',
    start_local: '2026-12-01T18:00',
    starts_at: '2026-12-02T00:00:00.000Z',
    access: 'rsvp',
    interpretation: '["en"]',
    stream_url: 'https://www.youtube.com/watch?v=zz-canary-stream',
    stream_channels: '{"en":"https://vimeo.com/1#zz-canary-stream"}',
    slug: { es: `panel-es-${id}`, en: `panel-en-${id}` },
    title: { es: 'Fin de la Iniciativa Mérida', en: 'The end of the Mérida Initiative', ...titles },
    ...values
  });
}

/** A registration as the form gives it. */
export function registration(eventId: string, values: Partial<Registration> = {}): Registration {
  return {
    eventId,
    lang: 'es',
    name: null,
    email: 'ana@example.org',
    listen: 'es',
    needs: null,
    news: false,
    ...values
  };
}

/** Registers each address in turn and returns the token of each one's link. */
export async function registerAll(
  context: Context,
  eventId: string,
  emails: string[]
): Promise<string[]> {
  const tokens: string[] = [];
  for (const email of emails) {
    await registerAttendee(context, registration(eventId, { email }));
    tokens.push(await tokenOf(context, eventId, email));
  }
  return tokens;
}

/** The secret of the link that the address was sent for its live RSVP. */
export async function tokenOf(context: Context, eventId: string, email: string): Promise<string> {
  const { id } = await context.db
    .selectFrom('rsvps')
    .select('id')
    .where('event_id', '=', eventId)
    .where('email_key', '=', attendeeKey(context.keys, email))
    .where('status', '!=', 'cancelled')
    .executeTakeFirstOrThrow();
  return manageToken(context.keys, id);
}

/** How many RSVPs of an event are in each state. */
export async function countStates(
  context: Context,
  eventId: string
): Promise<Partial<Record<RsvpStatus, number>>> {
  const rows = await context.db
    .selectFrom('rsvps')
    .select('status')
    .where('event_id', '=', eventId)
    .execute();
  const counts: Partial<Record<RsvpStatus, number>> = {};
  for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** The kinds of the mails written so far, oldest first. */
export async function mailKinds(context: Context): Promise<string[]> {
  const rows = await context.db
    .selectFrom('mail_outbox')
    .select('kind')
    .orderBy('created_at')
    .orderBy('kind')
    .execute();
  return rows.map((row) => row.kind);
}

/** Lets everybody with a place in at the door, or takes that back. */
export async function decideAtTheDoor(
  context: Context,
  eventId: string,
  present = true
): Promise<void> {
  const { id: staffId } = await addStaff(context, 'organizer');
  const rows = await context.db
    .selectFrom('rsvps')
    .select('id')
    .where('event_id', '=', eventId)
    .where('status', '=', 'confirmed')
    .execute();
  const sent = context.now().getTime();
  const decisions = rows.map(({ id }) => ({ id, present, at: sent }));
  await checkIn(context, staffId, eventId, { decisions, sent });
}
