import * as v from 'valibot';
import { foldText } from './text.ts';

/** Who may stand at the door, as a phone there needs to know: no address, and of needs only that there are some. */
export interface DoorGuest {
  id: string;
  name: string | null;
  /** Six letters, as on the ticket, with a space in the middle. */
  code: string;
  /** The person and their companions. */
  seats: number;
  needs: boolean;
  /** Has a place at the door now; who has none, or not any more, comes without a name. */
  place: boolean;
  /** When they came, and who of the team let them in; null while they have not. */
  came: { at: string; by: string | null } | null;
}

/** What a phone at the door gets: everybody, or what is new since it asked last. */
export interface DoorNews {
  guests: DoorGuest[];
  /** What to ask with the next time. */
  since: string;
}

/** Decisions that a phone sends at once, at most. */
export const MOST_DECISIONS = 200;

const moment = v.pipe(v.number('invalid'), v.finite('invalid'));

/** What was decided at the door, perhaps without a connection; times in milliseconds on the phone's own clock. */
export const doorDecisionSchema = v.object({
  id: v.pipe(v.string('invalid'), v.uuid('invalid')),
  present: v.boolean('invalid'),
  at: moment
});
export type DoorDecision = v.InferOutput<typeof doorDecisionSchema>;

export const doorReportSchema = v.object({
  /** The phone's clock when it sent this, by which the hub sets the other times right. */
  sent: moment,
  since: v.pipe(v.string('invalid'), v.isoTimestamp('invalid')),
  decisions: v.pipe(v.array(doorDecisionSchema), v.maxLength(MOST_DECISIONS, 'too_long'))
});
export type DoorReport = v.InferOutput<typeof doorReportSchema>;

/** What became of a decision: refused where somebody has no place, or is not known (any more). */
export interface DoorOutcome {
  id: string;
  outcome: 'saved' | 'known' | 'no_place' | 'not_found';
}

/** The code in what somebody typed or a camera read, as it is written on tickets; null when it is none. */
export function readCode(text: string): string | null {
  const letters = text.replace(/[\s-]/g, '').toUpperCase();
  return /^[2-9A-Z]{6}$/.test(letters) ? `${letters.slice(0, 3)} ${letters.slice(3)}` : null;
}

/** Those whose code it is, else those with each of the words in their name. */
export function matchGuests<Guest extends Pick<DoorGuest, 'name' | 'code'>>(
  guests: Iterable<Guest>,
  typed: string
): Guest[] {
  const all = [...guests];
  const code = readCode(typed);
  const coded = all.filter((guest) => guest.code === code);
  if (coded.length > 0) return coded;
  const words = foldText(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return all.filter(({ name }) => {
    const folded = foldText(name ?? '');
    return words.every((word) => folded.includes(word));
  });
}
