import { describe, expect, it } from 'vitest';
import { hasRoom, isRoomNear, takesEarlyQuestions } from './room-door.ts';

const startsAt = '2026-11-24T18:00:00.000Z';
const endsAt = '2026-11-24T19:30:00.000Z';
const timed = { type: 'timed', startsAt, endsAt, zone: 'UTC', local: '2026-11-24T18:00' } as const;
const trip = {
  type: 'dates',
  startsAt,
  endsAt,
  zone: 'UTC',
  firstDay: '2026-11-24',
  lastDay: '2026-11-26',
  days: 3
} as const;
const panel = {
  status: 'published',
  phase: 'upcoming',
  when: timed,
  attendance: 'online',
  qa: 'closed'
} as const;

describe('the door of the room', () => {
  it('is there for what happens online, and for a meeting that takes questions', () => {
    expect(hasRoom(panel)).toBe(true);
    expect(hasRoom({ ...panel, attendance: 'in_person', qa: 'open' })).toBe(true);
  });

  it('is not there for a trip, a walk, a cancelled or a past event', () => {
    expect(hasRoom({ ...panel, when: trip })).toBe(false);
    expect(hasRoom({ ...panel, attendance: 'in_person' })).toBe(false);
    expect(hasRoom({ ...panel, status: 'cancelled' })).toBe(false);
    expect(hasRoom({ ...panel, phase: 'past' })).toBe(false);
  });

  it('comes first within the hour before the start', () => {
    expect(isRoomNear(panel, new Date('2026-11-24T16:59:00Z'))).toBe(false);
    expect(isRoomNear(panel, new Date('2026-11-24T17:00:00Z'))).toBe(true);
    expect(isRoomNear({ ...panel, phase: 'live' }, new Date('2026-11-24T18:10:00Z'))).toBe(true);
  });

  it('takes questions on the event’s page while it is ahead, open to all and asks for them', () => {
    const open = { ...panel, qa: 'open', access: 'open' } as const;
    expect(takesEarlyQuestions(open)).toBe(true);
    expect(takesEarlyQuestions({ ...open, access: 'rsvp' })).toBe(false);
    expect(takesEarlyQuestions({ ...open, qa: 'paused' })).toBe(false);
    expect(takesEarlyQuestions({ ...open, phase: 'live' })).toBe(false);
    expect(takesEarlyQuestions({ ...open, status: 'cancelled' })).toBe(false);
  });
});
