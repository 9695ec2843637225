import { expect, test } from 'vitest';
import type { EventPage } from './public-event.ts';
import { structuredData, structuredDataText } from './structured-data.ts';

const OPTIONS = {
  lang: 'es',
  origin: 'https://hub.example.org',
  organizer: 'Encuentro',
  image: 'https://hub.example.org/x.png'
} as const;
const BARE = { pronouns: null, bio: null, photo: null };
const PANEL: EventPage = {
  slug: { es: 'panel', en: 'panel-en' },
  kind: 'panel',
  status: 'published',
  phase: 'upcoming',
  when: {
    type: 'timed',
    startsAt: '2026-11-25T00:00:00.000Z',
    endsAt: '2026-11-25T01:30:00.000Z',
    zone: 'America/Mexico_City',
    local: '2026-11-24T18:00'
  },
  title: { text: 'Panel </script><script>alert(1)', lang: 'es' },
  summary: { text: 'Resumen & más', lang: 'es' },
  place: null,
  attendance: 'online',
  spoken: ['es'],
  interpretation: ['en'],
  captions: [],
  sign: ['lsm'],
  access: 'open',
  seats: null,
  streamSeats: null,
  pools: ['stream'],
  promotion: 'promote',
  waitlist: false,
  qa: 'open',
  revision: 0,
  description: null,
  notes: null,
  recap: null,
  people: [
    { slug: 'ana', name: 'Ana', role: 'panelist', roleText: null, topic: null, ...BARE },
    { slug: 'luz', name: 'Luz', role: 'moderator', roleText: null, topic: null, ...BARE }
  ],
  resources: [],
  partners: [],
  previous: null,
  following: null,
  action: null
};

test('says when with the offset, in which languages, and where', () => {
  expect(structuredData(PANEL, OPTIONS)).toMatchObject({
    '@type': 'Event',
    startDate: '2026-11-24T18:00-06:00',
    endDate: '2026-11-24T19:30-06:00',
    eventStatus: 'https://schema.org/EventScheduled',
    eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode',
    inLanguage: ['es', 'en', 'mfs'],
    location: { '@type': 'VirtualLocation', url: 'https://hub.example.org/es/eventos/panel' },
    performer: [{ name: 'Ana' }]
  });
});

test('a cancelled event in a place says both', () => {
  const cancelled: EventPage = {
    ...PANEL,
    status: 'cancelled',
    place: { text: 'Oaxaca', lang: 'es' },
    attendance: 'in_person'
  };
  expect(structuredData(cancelled, OPTIONS)).toMatchObject({
    eventStatus: 'https://schema.org/EventCancelled',
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    location: { '@type': 'Place', name: 'Oaxaca' }
  });
});

test('the text cannot end its element and still is the same JSON', () => {
  const text = structuredDataText(PANEL, OPTIONS);
  expect(text).not.toMatch(/[<>&]/);
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(structuredData(PANEL, OPTIONS))));
});
