import type { Context } from '../context.ts';
import type { EventFrame } from '../events/find-event-frame.ts';
import { countPools, type PoolSheet } from '../rsvps/seat-sheet.ts';
import { readSeats } from '../rsvps/seats.ts';
import { loadAttendance, type Attendance } from './attendance-figures.ts';
import {
  loadAnswerTimes,
  loadQuestionCounts,
  type AnswerTimes,
  type QuestionCount
} from './question-figures.ts';
import {
  loadGrowth,
  loadListening,
  loadSeatDays,
  type GrowthDay,
  type LanguageCount,
  type SeatDay
} from './rsvp-figures.ts';
import { loadSources, type SourceFigure } from './source-figures.ts';

/** An event in numbers: nothing in it leads to a person, so that it can be shown around. */
export interface EventFigures {
  growth: GrowthDay[];
  listening: LanguageCount[];
  sources: SourceFigure[];
  pools: PoolSheet[];
  seats: SeatDay[];
  attendance: Attendance;
  questions: QuestionCount[];
  answerTimes: AnswerTimes;
}

/** All figures of an event, in as many statements for a large one as for a small one. */
export async function loadFigures(
  { db }: Context,
  eventId: string,
  frame: Pick<EventFrame, 'zone' | 'startsAt' | 'endsAt'>
): Promise<EventFigures> {
  const event = await readSeats(db, eventId);
  return {
    growth: await loadGrowth(db, eventId, frame.zone),
    listening: await loadListening(db, eventId),
    sources: await loadSources(db, eventId),
    pools: event ? await countPools(db, event) : [],
    seats: await loadSeatDays(db, eventId, frame.zone),
    attendance: await loadAttendance(db, eventId, frame),
    questions: await loadQuestionCounts(db, eventId),
    answerTimes: await loadAnswerTimes(db, eventId, frame.startsAt)
  };
}
