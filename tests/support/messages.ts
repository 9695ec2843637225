import { ANYBODY, type AttendeeFilter } from '../../src/lib/schema/attendee-filter.ts';
import { EMPTY_MESSAGE, type MessageTexts } from '../../src/lib/schema/message.ts';
import type { Context } from '../../src/lib/server/context.ts';
import type { Mail } from '../../src/lib/server/mail/message.ts';
import { sendDueMails } from '../../src/lib/server/mail/send-due.ts';
import { continueMessages } from '../../src/lib/server/messages/continue-messages.ts';
import { findMessage, type Message } from '../../src/lib/server/messages/message-row.ts';
import { loadProgress } from '../../src/lib/server/messages/message-progress.ts';
import { beginMessage, saveMessage } from '../../src/lib/server/messages/save-message.ts';
import { sendMessage, type SendOutcome } from '../../src/lib/server/messages/send-message.ts';
import { registerAttendee } from '../../src/lib/server/rsvps/register-attendee.ts';
import { attendeeKey, type Registration } from '../../src/lib/server/rsvps/sealed-attendee.ts';
import { publishPanel, registration } from './attendees.ts';
import { addStaff } from './staff.ts';

/** An event, and who writes to its people. */
export interface Desk {
  eventId: string;
  staffId: string;
}

export const BOTH: MessageTexts = {
  es: { subject: 'La puerta', body: 'Entren por la **calle Seis**.' },
  en: { subject: 'The door', body: 'Come in by **Sixth Street**.' }
};
export const LIVE: AttendeeFilter = { ...ANYBODY, status: 'live' };

/** A panel with its organizer; its attendees have read the mails of their RSVPs. */
export async function openDesk(
  context: Context,
  people: Partial<Registration>[] = [],
  values: Parameters<typeof publishPanel>[1] = {}
): Promise<Desk> {
  const eventId = await publishPanel(context, values);
  await joinAll(context, eventId, people);
  const { id: staffId } = await addStaff(context, 'organizer', eventId);
  return { eventId, staffId };
}

export async function joinAll(
  context: Context,
  eventId: string,
  people: Partial<Registration>[]
): Promise<void> {
  for (const person of people) await registerAttendee(context, registration(eventId, person));
  await sendAll(context);
}

/** A message as its organizer has written it, not sent yet. */
export async function writeMessage(
  context: Context,
  { eventId, staffId }: Desk,
  { filter = LIVE, texts = BOTH }: { filter?: AttendeeFilter; texts?: MessageTexts } = {}
): Promise<Message> {
  const begun = await beginMessage(context, staffId, eventId, { kind: 'attendees', filter });
  if (!begun.ok) throw new Error(begun.code);
  const messageId = begun.id;
  const { version } = await messageOf(context, eventId, messageId);
  const seen = { staffId, eventId, messageId, version };
  if (texts !== EMPTY_MESSAGE) await saveMessage(context, seen, texts);
  return messageOf(context, eventId, messageId);
}

export async function messageOf(
  context: Context,
  eventId: string,
  messageId: string
): Promise<Message> {
  const message = await findMessage(context, context.db, eventId, messageId);
  if (!message) throw new Error(`no message ${messageId}`);
  return message;
}

/** Presses the button that sends, as the page shows it now. */
export async function press(
  context: Context,
  { eventId, staffId }: Desk,
  { id, version }: { id: string; version: number }
): Promise<SendOutcome> {
  const seen = { version, asOf: context.now().toISOString() };
  return sendMessage(context, staffId, eventId, id, seen);
}

/** Writes one batch of a message into the outbox, as if the process had died after it. */
export async function queueOneBatch(context: Context, batch: number): Promise<void> {
  const crash = new AbortController();
  await continueMessages(context, { batch, stop: crash.signal, onQueued: () => crash.abort() });
}

/** The id of the live RSVP of an address. */
export async function rsvpIdOf(context: Context, eventId: string, email: string): Promise<string> {
  const { id } = await context.db
    .selectFrom('rsvps')
    .select('id')
    .where('event_id', '=', eventId)
    .where('email_key', '=', attendeeKey(context.keys, email))
    .where('status', '!=', 'cancelled')
    .executeTakeFirstOrThrow();
  return id;
}

/** Sends all that is due, and returns it. */
export async function sendAll(context: Context): Promise<Mail[]> {
  const sent: Mail[] = [];
  await sendDueMails(context, {
    async send(mail) {
      sent.push(mail);
    },
    async close() {}
  });
  return sent;
}

/** Who got a mail, in order of the alphabet. */
export function addressesOf(mails: readonly Mail[]): string[] {
  return mails.map(({ to }) => to.address).sort();
}

export async function progressOf(context: Context, messageId: string) {
  const row = await context.db
    .selectFrom('messages')
    .selectAll()
    .where('id', '=', messageId)
    .executeTakeFirstOrThrow();
  return { status: row.status, ...(await loadProgress(context.db, [row])).get(messageId) };
}

/** A registration for each address. */
export function people(...names: string[]): Partial<Registration>[] {
  return names.map((name) => ({ name, email: `${name}@example.org` }));
}
