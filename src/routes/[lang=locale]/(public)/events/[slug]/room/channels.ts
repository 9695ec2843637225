import type { RequestEvent } from '@sveltejs/kit';
import { readChannel, type Channel } from '$lib/schema/channel.ts';
import { cookieName, cookieOptions } from '$lib/server/cookies.ts';
import { readLinks } from '$lib/server/rooms/admission.ts';
import { firstChannel, listenOf } from '$lib/server/rooms/first-channel.ts';
import { findOpenChannels, type OpenChannels } from '$lib/server/rooms/stream.ts';

const MONTH = 30 * 24 * 60 * 60;

/** What this browser can listen to in a room that is open, and with what it begins; null when nothing plays. */
export async function channelsFor(
  { locals: { hub, lang }, cookies }: RequestEvent,
  eventId: string
): Promise<(OpenChannels & { first: Channel }) | null> {
  const open = await findOpenChannels(hub.db, eventId, hub.now());
  if (!open) return null;
  const kept = readChannel(cookies.get(cookieName(hub.config, 'channel')));
  const links = readLinks(cookies.get(cookieName(hub.config, 'rsvp')));
  const asks = open.channels.length > 1 && kept === null;
  const listen = (asks && (await listenOf(hub.db, eventId, links))) || lang;
  return { ...open, first: firstChannel(open, kept, listen) };
}

/** Remembers the choice in this browser, also for the next room. */
export function keepChannel({ locals: { hub }, cookies }: RequestEvent, channel: Channel): void {
  cookies.set(cookieName(hub.config, 'channel'), channel, cookieOptions(hub.config, MONTH));
}
