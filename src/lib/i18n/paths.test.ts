import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  eventPath,
  localeOfPath,
  pathIn,
  routePath,
  staffEventPath,
  visiblePath
} from './paths.ts';

/** The contract's addresses. */
const ADDRESSES = [
  ['/es', '/en'],
  ['/es/eventos', '/en/events'],
  ['/es/eventos/mesa-norte', '/en/events/mesa-norte'],
  ['/es/eventos/mesa-norte.ics', '/en/events/mesa-norte.ics'],
  ['/es/eventos/mesa-norte/sala', '/en/events/mesa-norte/room'],
  ['/es/eventos/mesa-norte/memoria', '/en/events/mesa-norte/record'],
  ['/es/inscripcion', '/en/rsvp'],
  ['/es/inscripcion/TOKEN_-1', '/en/rsvp/TOKEN_-1'],
  ['/es/equipo', '/en/staff'],
  ['/es/equipo/entrar', '/en/staff/sign-in'],
  ['/es/equipo/bienvenida/TOKEN_-1', '/en/staff/welcome/TOKEN_-1'],
  ['/es/equipo/eventos/nuevo', '/en/staff/events/new'],
  ['/es/equipo/eventos/mesa-norte/mesa', '/en/staff/events/mesa-norte/desk'],
  ['/es/equipo/eventos/mesa-norte/pantalla', '/en/staff/events/mesa-norte/stage'],
  ['/es/equipo/eventos/mesa-norte/guia', '/en/staff/events/mesa-norte/cue'],
  ['/es/equipo/eventos/mesa-norte/inscripciones', '/en/staff/events/mesa-norte/attendees'],
  ['/es/equipo/eventos/mesa-norte/lugares', '/en/staff/events/mesa-norte/places'],
  ['/es/equipo/eventos/mesa-norte/editar', '/en/staff/events/mesa-norte/edit'],
  ['/es/equipo/personas/equipo', '/en/staff/people/equipo'],
  ['/es/equipo/personas/nuevo', '/en/staff/people/new'],
  ['/es/equipo/accesos', '/en/staff/team'],
  ['/es/equipo/bitacora', '/en/staff/audit'],
  ['/es/equipo/casa', '/en/staff/house'],
  ['/es/equipo/eventos/mesa-norte/entrada', '/en/staff/events/mesa-norte/check-in'],
  ['/es/equipo/eventos/mesa-norte/inscripciones.csv', '/en/staff/events/mesa-norte/attendees.csv'],
  ['/es/equipo/eventos/mesa-norte/preguntas.csv', '/en/staff/events/mesa-norte/questions.csv'],
  ['/es/equipo/eventos/mesa-norte/preguntas.json', '/en/staff/events/mesa-norte/questions.json'],
  ['/es/calendario.ics', '/en/calendar.ics'],
  ['/es/avisos.xml', '/en/feed.xml']
] as const;

/** Words that are segments themselves make the hardest slugs; only `new` and `nuevo` are reserved. */
const slug = fc.oneof(
  fc
    .stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/)
    .filter((slug) => slug !== 'new' && slug !== 'nuevo'),
  fc.constantFrom(
    'sala',
    'room',
    'mesa',
    'desk',
    'events',
    'eventos',
    'rsvp',
    'inscripcion',
    'staff',
    'equipo',
    'constructor',
    'es'
  )
);
const page = fc.constantFrom('', '/room', '/record');
const staffPage = fc.constantFrom(
  '/desk',
  '/stage',
  '/cue',
  '/attendees',
  '/edit',
  '/attendees.csv',
  '/questions.json'
);

describe('addresses', () => {
  test.for(ADDRESSES)('%s is %s in English', ([spanish, english]) => {
    const path = english.slice(3) || '/';
    expect(pathIn('es', path)).toBe(spanish);
    expect(pathIn('en', path)).toBe(english);
    expect(routePath(spanish)).toBe(`/es${english.slice(3)}`);
    expect(routePath(english)).toBe(english);
  });

  test('lead back to their route, whatever the slug', () => {
    const lang = fc.constantFrom('es', 'en');
    const publicPath = fc
      .tuple(lang, slug, page)
      .map(([lang, slug, page]) => `/${lang}/events/${slug}${page}`);
    const staffPath = fc
      .tuple(lang, slug, staffPage)
      .map(([lang, slug, page]) => `/${lang}/staff/events/${slug}${page}`);
    const linkPath = fc.tuple(lang, slug).map(([lang, token]) => `/${lang}/rsvp/${token}`);
    fc.assert(
      fc.property(
        fc.oneof(publicPath, staffPath, linkPath),
        (path) => routePath(visiblePath(path)) === path
      ),
      { numRuns: 500 }
    );
  });

  test('never translate a slug', () => {
    fc.assert(
      fc.property(slug, (slug) => eventPath('es', slug, 'room') === `/es/eventos/${slug}/sala`)
    );
    expect(staffEventPath('es', 'desk', 'desk')).toBe('/es/equipo/eventos/desk/mesa');
    expect(eventPath('en', 'sala', 'room')).toBe('/en/events/sala/room');
    expect(routePath('/es/eventos/eventos/sala')).toBe('/es/events/eventos/room');
  });

  test('keep query and hash', () => {
    expect(visiblePath('/es/events?q=room&when=past#events')).toBe(
      '/es/eventos?q=room&when=past#events'
    );
  });

  test('leave what has no language alone', () => {
    for (const path of ['/', '/healthz', '/api/v1/events', '/embed/es/room', '/fr/events']) {
      expect(visiblePath(path)).toBe(path);
      expect(routePath(path)).toBe(path);
    }
  });

  test('know their language', () => {
    expect(['/es', '/en/events', '/es/', '/ES', '/est', '/', ''].map(localeOfPath)).toEqual([
      'es',
      'en',
      'es',
      null,
      null,
      null,
      null
    ]);
  });
});
