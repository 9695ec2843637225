import type { Requests } from '../../src/lib/realtime/protocol.ts';

/*
 * Every way into the hub and who may take it. What is not written here fails, in both directions: a new
 * page, action, method or socket event needs a line, and so does its removal.
 */

export type Access =
  | 'public'
  /** Who knows the secret in the address. */
  | 'secret link'
  /** Who holds the private link of an RSVP, in a cookie. */
  | 'attendee'
  /** Who is admitted to the room, with an identity of their own. */
  | 'viewer'
  /** Who may read the room, with or without an identity. */
  | 'reader'
  /** The author of the question. */
  | 'author'
  /** Who holds a private panel link, in a cookie. */
  | 'panel'
  | 'signed in'
  /** Staff with a role for this event. */
  | 'moderator'
  /** Staff who run this event; whoever moderates its questions is a stranger here. */
  | 'organizer'
  /** Who administers the whole hub; an organizer is a stranger here. */
  | 'admin'
  /** Staff who run every event. */
  | 'house organizer'
  /** Staff who run any event. */
  | 'any organizer';

export const ROUTES: Record<string, Access> = {
  '/ load': 'public',
  '/ layout': 'public',
  '/[lang=locale]/(public) load': 'public',
  '/[lang=locale]/(public)/events load': 'public',
  '/[lang=locale]/(public)/events/[slug] load': 'public',
  '/[lang=locale]/(public)/events/[slug] action rsvp': 'public',
  '/[lang=locale]/(public)/events/[slug].ics GET': 'public',
  '/[lang=locale]/(public)/events/[slug]/record load': 'public',
  '/[lang=locale]/(public)/events/[slug]/room load': 'reader',
  '/[lang=locale]/(public)/events/[slug]/room action ask': 'viewer',
  '/[lang=locale]/(public)/events/[slug]/room action vote': 'viewer',
  '/[lang=locale]/(public)/events/[slug]/room action edit': 'author',
  '/[lang=locale]/(public)/events/[slug]/room action withdraw': 'author',
  '/[lang=locale]/(public)/events/[slug]/room action stream': 'viewer',
  '/[lang=locale]/(public)/events/[slug]/room action enter': 'viewer',
  '/[lang=locale]/(public)/confirm-rsvp/[token] load': 'secret link',
  '/[lang=locale]/(public)/confirm-rsvp/[token] action default': 'secret link',
  '/[lang=locale]/(public)/my-data load': 'attendee',
  '/[lang=locale]/(public)/my-data action erase': 'attendee',
  '/[lang=locale]/(public)/my-data.json GET': 'attendee',
  '/[lang=locale]/(public)/privacy load': 'public',
  '/[lang=locale]/(public)/rsvp load': 'attendee',
  '/[lang=locale]/(public)/rsvp action listen': 'attendee',
  '/[lang=locale]/(public)/rsvp action tell': 'attendee',
  '/[lang=locale]/(public)/rsvp action ask': 'attendee',
  '/[lang=locale]/(public)/rsvp action forget': 'attendee',
  '/[lang=locale]/(public)/rsvp action cancel': 'attendee',
  '/[lang=locale]/(public)/rsvp action accept': 'attendee',
  '/[lang=locale]/(public)/rsvp action decline': 'attendee',
  '/[lang=locale]/(public)/rsvp action party': 'attendee',
  '/[lang=locale]/(public)/rsvp action pool': 'attendee',
  '/[lang=locale]/(public)/rsvp/[token] load': 'secret link',
  '/[lang=locale]/(public)/send-link load': 'public',
  '/[lang=locale]/(public)/send-link action default': 'public',
  '/[lang=locale]/(public)/ticket load': 'attendee',
  '/[lang=locale]/(public)/unsubscribe/[token] load': 'public',
  '/[lang=locale]/(public)/unsubscribe/[token] action default': 'secret link',
  '/[lang=locale]/calendar.ics GET': 'public',
  '/[lang=locale]/feed.xml GET': 'public',
  '/[lang=locale]/panel load': 'panel',
  '/[lang=locale]/panel/[token] load': 'secret link',
  '/[lang=locale]/staff/sign-in load': 'public',
  '/[lang=locale]/staff/sign-in action default': 'public',
  '/[lang=locale]/staff/sign-in/code load': 'public',
  '/[lang=locale]/staff/sign-in/code action default': 'public',
  '/[lang=locale]/staff/sign-in/passkey load': 'public',
  '/[lang=locale]/staff/sign-in/passkey action challenge': 'public',
  '/[lang=locale]/staff/sign-in/passkey action enter': 'public',
  '/[lang=locale]/staff/sign-out load': 'public',
  '/[lang=locale]/staff/sign-out action default': 'public',
  '/[lang=locale]/staff/welcome/[token] load': 'secret link',
  '/[lang=locale]/staff/welcome/[token] action default': 'secret link',
  '/[lang=locale]/staff/(full) layout': 'signed in',
  '/[lang=locale]/staff/(full)/events/[slug]/stage load': 'moderator',
  '/[lang=locale]/staff/(signed-in) layout': 'signed in',
  '/[lang=locale]/staff/(signed-in) load': 'signed in',
  '/[lang=locale]/staff/(signed-in)/house load': 'admin',
  '/[lang=locale]/staff/(signed-in)/house action name': 'admin',
  '/[lang=locale]/staff/(signed-in)/house action colours': 'admin',
  '/[lang=locale]/staff/(signed-in)/house action logo': 'admin',
  '/[lang=locale]/staff/(signed-in)/house action removeLogo': 'admin',
  '/[lang=locale]/staff/(signed-in)/house action retention': 'admin',
  '/[lang=locale]/staff/(signed-in)/house action mail': 'admin',
  '/[lang=locale]/staff/(signed-in)/house action backup': 'admin',
  '/[lang=locale]/staff/(signed-in)/house action engine': 'admin',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/attendees load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/attendees action find': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/attendees action columns': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/attendees/import load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/attendees/import action add': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/attendees/new load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/attendees/new action add': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/attendees.csv GET': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/check-in load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/check-in action find': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/check-in action decide': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/check-in.json GET': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/check-in.json POST': 'organizer',
  '/[lang=locale]/staff/(signed-in)/account load': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action profile': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action password': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action endSession': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action endOthers': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action factorOn': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action factorOff': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action codes': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action passkeyChallenge': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action addPasskey': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action removePasskey': 'signed in',
  '/[lang=locale]/staff/(signed-in)/audit load': 'admin',
  '/[lang=locale]/staff/(signed-in)/team load': 'admin',
  '/[lang=locale]/staff/(signed-in)/team action invite': 'admin',
  '/[lang=locale]/staff/(signed-in)/team/[id] load': 'admin',
  '/[lang=locale]/staff/(signed-in)/team/[id] action grant': 'admin',
  '/[lang=locale]/staff/(signed-in)/team/[id] action withdraw': 'admin',
  '/[lang=locale]/staff/(signed-in)/team/[id] action link': 'admin',
  '/[lang=locale]/staff/(signed-in)/team/[id] action withdrawInvitation': 'admin',
  '/[lang=locale]/staff/(signed-in)/team/[id] action factorOff': 'admin',
  '/[lang=locale]/staff/(signed-in)/team/[id] action disable': 'admin',
  '/[lang=locale]/staff/(signed-in)/team/[id] action enable': 'admin',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/cue load': 'moderator',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/cue action makeLink': 'moderator',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/cue action revokeLink': 'moderator',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/desk load': 'moderator',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/desk action rehearse': 'moderator',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/desk action endRehearsal': 'moderator',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/figures load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/new load': 'house organizer',
  '/[lang=locale]/staff/(signed-in)/events/new action default': 'house organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/edit load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/edit action save': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/edit action markdown': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/edit action stream': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/edit action cancel': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/edit action end': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/edit action reinstate': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/editions load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/editions action next': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/partners load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/partners action add': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/partners action make': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/partners action list': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/partners action remove': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/people load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/people action save': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/people action search': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/places load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/places action capacity': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/preview load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/preview action publish': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/questions.csv GET': 'moderator',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/questions.json GET': 'moderator',
  '/[lang=locale]/staff/(signed-in)/people load': 'any organizer',
  '/[lang=locale]/staff/(signed-in)/people/new load': 'any organizer',
  '/[lang=locale]/staff/(signed-in)/people/new action default': 'any organizer',
  '/[lang=locale]/staff/(signed-in)/people/[slug] load': 'any organizer',
  '/[lang=locale]/staff/(signed-in)/people/[slug] action save': 'any organizer',
  '/[lang=locale]/staff/(signed-in)/people/[slug] action photo': 'any organizer',
  '/[lang=locale]/staff/(signed-in)/people/[slug] action removePhoto': 'any organizer',
  '/[lang=locale]/staff/(signed-in)/people/[slug] action remove': 'any organizer',
  '/[lang=locale]/staff/(signed-in)/mail load': 'signed in',
  '/api/v1/[...rest] fallback': 'public',
  '/api/v1/events GET': 'public',
  '/api/v1/events/[slug] GET': 'public',
  '/api/v1/import.schema.json GET': 'public',
  '/api/v1/rooms/[slug]/viewer POST': 'public',
  '/covers/[slug].png GET': 'public',
  '/covers/[slug].svg GET': 'public',
  '/healthz GET': 'public',
  '/house/[picture].png GET': 'public',
  '/house/accent.css GET': 'public',
  '/photos/[name] GET': 'public',
  '/readyz GET': 'public',
  '/robots.txt GET': 'public',
  '/sitemap.xml GET': 'public'
};

export const SOCKET_EVENTS: Record<keyof Requests, Access> = {
  ask: 'viewer',
  edit: 'author',
  withdraw: 'author',
  vote: 'viewer',
  list: 'reader',
  moderate: 'moderator',
  room: 'moderator',
  signal: 'panel',
  seen: 'moderator',
  suggest: 'moderator',
  rehearse: 'moderator'
};
