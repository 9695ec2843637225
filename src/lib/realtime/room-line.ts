import type { Answers, Refused, Requests } from './protocol.ts';

/** What asks the hub on a page's behalf. */
export interface RoomLine {
  readonly connected: boolean | null;
  request<Event extends keyof Requests>(
    event: Event,
    request: Requests[Event]
  ): Promise<({ ok: true } & Answers[Event]) | Refused>;
}

/** There is nobody to ask, or no answer in time; asking again is harmless. */
export const NO_ANSWER: Refused = { ok: false, code: 'busy', message: '' };
