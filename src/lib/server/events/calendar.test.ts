import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import demo from '../hub/demo/events.json' with { type: 'json' };
import { loadCalendarEvent, loadCalendarFeed, type CalendarEvent } from './calendar-events.ts';
import { calendarLinks } from './calendar-links.ts';
import { eventCalendar, feedCalendar, type CalendarOptions } from './calendar.ts';
import { findEventId } from './find-event.ts';
import { importHub } from './import-events.ts';

const OPTIONS: CalendarOptions = {
  lang: 'es',
  origin: 'https://hub.example.org',
  method: 'PUBLISH'
};
const PANEL: CalendarEvent = {
  id: '5f0c1c2e-0000-4000-8000-000000000001',
  status: 'published',
  revision: 3,
  updatedAt: '2026-11-24T18:00:00.000Z',
  slug: { es: 'panel', en: 'panel-en' },
  when: {
    type: 'timed',
    startsAt: '2026-11-25T00:00:00.000Z',
    endsAt: '2026-11-25T01:30:00.000Z',
    zone: 'America/Mexico_City',
    local: '2026-11-24T18:00'
  },
  title: { text: 'El río; de hierro, armas', lang: 'es' },
  summary: { text: 'Una línea\nDTSTART:19700101\r\nBEGIN:VALARM', lang: 'es' },
  place: null,
  spoken: ['es', 'en'],
  interpretation: ['es']
};

function parse(ics: string) {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  const events = calendar.getAllSubcomponents('vevent');
  const [first] = events;
  if (!first) throw new Error('no VEVENT');
  return { calendar, events, vevent: first, event: new ICAL.Event(first) };
}

test('an event is one VEVENT with its zone rules, a stable id and our own address', () => {
  const ics = eventCalendar(PANEL, OPTIONS);
  const { calendar, events, vevent, event } = parse(ics);
  expect(events).toHaveLength(1);
  expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
  expect(calendar.getFirstSubcomponent('vtimezone')?.getFirstPropertyValue('tzid')).toBe(
    'America/Mexico_City'
  );
  expect(event.uid).toBe('5f0c1c2e-0000-4000-8000-000000000001@hub.example.org');
  expect(event.sequence).toBe(3);
  expect(event.startDate.toString()).toBe('2026-11-24T18:00:00');
  expect(event.endDate.toString()).toBe('2026-11-24T19:30:00');
  expect(vevent.getFirstProperty('dtstart')?.getParameter('tzid')).toBe('America/Mexico_City');
  expect(vevent.getFirstPropertyValue('url')).toBe('https://hub.example.org/es/eventos/panel');
});

test('texts come back as they were and cannot begin a line of their own', () => {
  const ics = eventCalendar(PANEL, OPTIONS);
  const { event, vevent } = parse(ics);
  expect(event.summary).toBe('El río; de hierro, armas');
  expect(event.description).toContain('Una línea\nDTSTART:19700101');
  expect(event.description).toContain('Se habla en español e inglés.');
  expect(vevent.getAllSubcomponents('valarm')).toHaveLength(0);
  expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(ics.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
});

test('whole days are dates, the end not included', () => {
  const trip: CalendarEvent = {
    ...PANEL,
    when: {
      type: 'dates',
      startsAt: '2027-01-08T06:00:00.000Z',
      endsAt: '2027-01-17T06:00:00.000Z',
      zone: 'America/Mexico_City',
      firstDay: '2027-01-08',
      lastDay: '2027-01-16',
      days: 9
    }
  };
  const { event } = parse(eventCalendar(trip, OPTIONS));
  expect([event.startDate.isDate, event.startDate.toString(), event.endDate.toString()]).toEqual([
    true,
    '2027-01-08',
    '2027-01-17'
  ]);
});

test('an event from before a change of law keeps its hour', () => {
  const summer2021: CalendarEvent = {
    ...PANEL,
    when: {
      type: 'timed',
      startsAt: '2021-07-01T23:00:00.000Z',
      endsAt: '2021-07-02T00:00:00.000Z',
      zone: 'America/Mexico_City',
      local: '2021-07-01T18:00'
    }
  };
  expect(parse(eventCalendar(summer2021, OPTIONS)).event.startDate.toJSDate().toISOString()).toBe(
    '2021-07-01T23:00:00.000Z'
  );
});

test('an invitation names its one attendee and counts its own sequence', () => {
  const ics = eventCalendar(PANEL, {
    ...OPTIONS,
    method: 'REQUEST',
    sequence: 7,
    attendee: { name: 'Ana "A", Ruiz\r\nX-EVIL:1', email: 'ana@example.org' }
  });
  const { calendar, event, vevent } = parse(ics);
  expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
  expect(event.sequence).toBe(7);
  expect(event.attendees.map((attendee) => attendee.getFirstValue())).toEqual([
    'MAILTO:ana@example.org'
  ]);
  expect(String(vevent.getFirstPropertyValue('organizer'))).toMatch(/no-reply@hub\.example\.org$/);
  expect(vevent.getFirstProperty('x-evil')).toBeNull();
});

test('a cancellation says so twice: for the file and for the event', () => {
  const { calendar, vevent } = parse(
    eventCalendar(PANEL, { ...OPTIONS, method: 'CANCEL', sequence: 8 })
  );
  expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
  expect(vevent.getFirstPropertyValue('status')).toBe('CANCELLED');
});

test('the links to other calendars say the same time', () => {
  const { ics, google, outlook } = calendarLinks(PANEL, OPTIONS);
  expect(ics).toBe('/es/eventos/panel.ics');
  expect(new URL(google).searchParams.get('dates')).toBe('20261125T000000Z/20261125T013000Z');
  expect(google + outlook).not.toContain('+');
  expect(new URL(outlook).searchParams.get('startdt')).toBe('2026-11-25T00:00:00.000Z');
});

onBothDatabases('the calendar', (setUp) => {
  async function withDemo(): Promise<TestContext> {
    const context = await setUp();
    await importHub(context, demo);
    await context.db
      .updateTable('events')
      .set({ stream_url: 'https://youtu.be/secreto' })
      .execute();
    return context;
  }

  test('has the coming events once each and never a stream', async () => {
    const context = await withDemo();
    const ics = feedCalendar(await loadCalendarFeed(context, 'es'), {
      lang: 'es',
      origin: context.config.origin
    });
    expect(parse(ics).events).toHaveLength(4);
    expect(ics).not.toContain('secreto');
    expect(parse(ics).calendar.getAllSubcomponents('vtimezone')).toHaveLength(2);
  });

  test('loads one event in the language asked for', async () => {
    const context = await withDemo();
    const id = await findEventId(context.db, 'iron-river-of-weapons', 'en');
    expect(await loadCalendarEvent(context.db, id ?? '', 'en')).toMatchObject({
      id,
      title: { text: 'The iron river: US weapons in Mexico', lang: 'en' },
      spoken: ['en']
    });
    expect(await loadCalendarEvent(context.db, 'nobody', 'en')).toBeNull();
  });

  test('reads the same in any zone of the server', async () => {
    const context = await withDemo();
    const id = (await findEventId(context.db, 'iron-river-of-weapons', 'en')) ?? '';
    const event = await loadCalendarEvent(context.db, id, 'en');
    if (!event) throw new Error('no event');
    const zone = process.env.TZ;
    const files = ['UTC', 'America/Tijuana', 'Asia/Tokyo'].map((tz) => {
      process.env.TZ = tz;
      return eventCalendar(event, { ...OPTIONS, lang: 'en' });
    });
    process.env.TZ = zone ?? 'UTC';
    expect(new Set(files).size).toBe(1);
    expect(files[0]).toContain('DTSTART;TZID=America/New_York:20261130T160000');
  });
});
