import { isLocale, type Locale } from './locales.ts';

/**
 * The one table of translated address segments. Route folders use the English word; everything a
 * visitor reads in an address bar comes from here.
 */
const SPANISH_SEGMENTS: Record<string, string> = {
  events: 'eventos',
  room: 'sala',
  record: 'memoria',
  rsvp: 'inscripcion',
  ticket: 'boleto',
  'my-data': 'mis-datos',
  'my-data.json': 'mis-datos.json',
  'send-link': 'reenviar-enlace',
  'confirm-rsvp': 'confirmar',
  privacy: 'privacidad',
  staff: 'equipo',
  'sign-in': 'entrar',
  code: 'codigo',
  passkey: 'llave',
  'sign-out': 'salir',
  welcome: 'bienvenida',
  desk: 'mesa',
  stage: 'pantalla',
  cue: 'guia',
  mail: 'correo',
  unsubscribe: 'baja',
  attendees: 'inscripciones',
  places: 'lugares',
  edit: 'editar',
  new: 'nuevo',
  import: 'importar',
  preview: 'vista-previa',
  people: 'personas',
  partners: 'aliadas',
  editions: 'ediciones',
  messages: 'mensajes',
  'check-in': 'entrada',
  figures: 'cifras',
  team: 'accesos',
  account: 'mi-cuenta',
  audit: 'bitacora',
  house: 'casa',
  'calendar.ics': 'calendario.ics',
  'feed.xml': 'avisos.xml',
  'attendees.csv': 'inscripciones.csv',
  'check-in.json': 'entrada.json',
  'questions.csv': 'preguntas.csv',
  'questions.json': 'preguntas.json'
};

const ENGLISH_SEGMENTS = Object.fromEntries(
  Object.entries(SPANISH_SEGMENTS).map(([english, spanish]) => [spanish, english])
);

/** What follows one of these is a slug or a token, and never translated; except the word for a new one. */
const BEFORE_A_NAME = new Set([
  'events',
  'eventos',
  'people',
  'personas',
  'rsvp',
  'inscripcion',
  'confirm-rsvp',
  'confirmar',
  'welcome',
  'bienvenida',
  'panel',
  'unsubscribe',
  'baja'
]);
const NOT_A_NAME = new Set(['new', 'nuevo']);

function mapSegments(path: string, table: Record<string, string>): string {
  const [pathname, rest] = splitPath(path);
  const segments = pathname.split('/');
  let isName = false;
  const mapped = segments.map((segment, index) => {
    // A slug may itself be one of our words, so what follows a name is not a name.
    isName = !isName && BEFORE_A_NAME.has(segments[index - 1] ?? '') && !NOT_A_NAME.has(segment);
    return index > 1 && !isName && Object.hasOwn(table, segment) ? table[segment] : segment;
  });
  return mapped.join('/') + rest;
}

function splitPath(path: string): [string, string] {
  const at = path.search(/[?#]/);
  return at < 0 ? [path, ''] : [path.slice(0, at), path.slice(at)];
}

/** The language of an address, from its first segment. */
export function localeOfPath(pathname: string): Locale | null {
  const first = pathname.split('/', 2)[1];
  return isLocale(first) ? first : null;
}

/** The route's own (English) path of a visible address: `/es/eventos/x/sala` → `/es/events/x/room`. */
export function routePath(pathname: string): string {
  return localeOfPath(pathname) === 'es' ? mapSegments(pathname, ENGLISH_SEGMENTS) : pathname;
}

/** The visible address of a route path: `/es/events/x/room` → `/es/eventos/x/sala`. Query and hash are kept. */
export function visiblePath(path: string): string {
  return localeOfPath(path) === 'es' ? mapSegments(path, SPANISH_SEGMENTS) : path;
}

/** The visible address of `path` (written without a language, in route words) in `lang`. */
export function pathIn(lang: Locale, path: string): string {
  return visiblePath(`/${lang}${path === '/' ? '' : path}`);
}

/** The pages of one event that have an address of their own. */
export type EventPage = 'room' | 'record';
export type StaffEventPage =
  | 'desk'
  | 'stage'
  | 'cue'
  | 'attendees'
  | 'attendees/new'
  | 'attendees/import'
  | 'attendees.csv'
  | 'check-in'
  | 'check-in.json'
  | 'figures'
  | 'places'
  | 'edit'
  | 'preview'
  | 'people'
  | 'partners'
  | 'editions'
  | 'messages'
  | 'messages/new'
  | `messages/${string}`
  | 'questions.csv'
  | 'questions.json';

export function eventPath(lang: Locale, slug: string, page?: EventPage): string {
  return pathIn(lang, `/events/${slug}${page ? `/${page}` : ''}`);
}

/** The cue of people without an account; with their token it is the private link. */
export function panelPath(lang: Locale, token?: string): string {
  return pathIn(lang, token ? `/panel/${token}` : '/panel');
}

/** One message of an event. */
export function messagePath(lang: Locale, slug: string, id: string): string {
  return staffEventPath(lang, slug, `messages/${id}`);
}

export function staffEventPath(lang: Locale, slug: string, page: StaffEventPage): string {
  return pathIn(lang, `/staff/events/${slug}/${page}`);
}
