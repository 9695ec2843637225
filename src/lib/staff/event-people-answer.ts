import type { PersonProblem, TypedPerson } from '../schema/event-people.ts';
import type { ArrangedPerson } from '../server/people/event-people.ts';
import type { ListedPerson } from '../server/people/list-people.ts';

/** What the form of an event's people is told: saved and how it stands, or what is in the way and what was typed. */
export interface EventPeopleAnswer {
  saved?: boolean;
  people?: ArrangedPerson[];
  version?: string;
  rows?: TypedPerson[];
  problems?: PersonProblem[];
  refused?: 'unknown_person' | 'full';
  conflict?: { by: string | null; current: ArrangedPerson[] };
  found?: ListedPerson[];
  /** There are more than these: the word should be longer. */
  more?: boolean;
  q?: string;
}
