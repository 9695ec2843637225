import type { Locale } from './locales.ts';
import type { Namespace, Texts } from './make-translator.ts';

const files = import.meta.glob<Texts[Namespace]>(
  '../../../locales/*/{attendee,common,editor,errors,events,guests,house,messages,people,room,staff,team}.json',
  { import: 'default' }
);

/** The texts a route needs, each namespace a file of its own that the browser keeps. */
export async function loadTexts(lang: Locale, routeId: string | null): Promise<Texts> {
  const names = namespacesOf(routeId);
  const loaded = await Promise.all(
    names.map(async (name) => [name, await files[`../../../locales/${lang}/${name}.json`]?.()])
  );
  return Object.fromEntries(loaded);
}

/** Where an attendee sees what we hold, and what became of their questions. */
const OWN_PAGES =
  /\/(rsvp|rsvp\/\[token\]|ticket|my-data|privacy|send-link|confirm-rsvp\/\[token\])$/;

/** Where organizers see who comes. */
const GUEST_PAGES = /\/staff\/.*\/(attendees|attendees\/new|attendees\/import|check-in|figures)$/;
/** Where organizers write to many people. */
const MESSAGE_PAGES = /\/staff\/.*\/messages(\/|$)/;
/** Accounts of the staff, and the ways in. */
const TEAM_PAGES = /\/staff\/(\(signed-in\)\/(team|account|audit)|sign-in|welcome)(\/|$)/;
/** Where events are written. */
const EDITOR_PAGES = /\/staff\/\(signed-in\)\/events\/(new|\[slug\]\/(edit|preview))$/;
/** Where organizers see to people, partners and editions. */
const PEOPLE_PAGES = /\/staff\/.*\/(people|people\/new|people\/\[slug\]|partners|editions)$/;

function namespacesOf(routeId: string | null): Namespace[] {
  if (!routeId) return ['common', 'errors'];
  if (GUEST_PAGES.test(routeId)) return ['common', 'errors', 'events', 'guests', 'staff'];
  if (MESSAGE_PAGES.test(routeId))
    return ['common', 'errors', 'events', 'guests', 'staff', 'editor', 'messages'];
  if (TEAM_PAGES.test(routeId)) return ['common', 'errors', 'staff', 'team'];
  if (EDITOR_PAGES.test(routeId)) return ['common', 'errors', 'events', 'room', 'staff', 'editor'];
  if (PEOPLE_PAGES.test(routeId)) return ['common', 'errors', 'events', 'people', 'staff'];
  if (routeId.endsWith('/staff/(signed-in)/house')) return ['common', 'errors', 'staff', 'house'];
  if (routeId.includes('/staff') || routeId.includes('/panel'))
    return ['common', 'errors', 'events', 'room', 'staff'];
  if (OWN_PAGES.test(routeId)) return ['common', 'errors', 'events', 'attendee', 'room'];
  if (/\/(room|record)$/.test(routeId)) return ['common', 'errors', 'events', 'room'];
  return ['common', 'errors', 'events'];
}
