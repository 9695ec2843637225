import type { Decision } from './desk-projection.ts';
import type { Answers, ModerateAction, Refused, Requests } from './protocol.ts';

/** Whoever sits at a desk; names are not unique. */
export interface StaffMember {
  id: string;
  name: string;
}

/** What asks the hub on the desk's behalf. */
export interface DeskLine {
  readonly connected: boolean | null;
  request<Event extends keyof Requests>(
    event: Event,
    request: Requests[Event]
  ): Promise<({ ok: true } & Answers[Event]) | Refused>;
}

/** A decision that the hub refused, for the moderator to hear of. */
export interface RefusedDecision {
  decision: Decision;
  refusal: Refused;
  /** It had waited for the connection: it stays listed until somebody has read it. */
  late: boolean;
}

/** What a screen reader says after an own decision. */
export interface SaidDecision {
  action: ModerateAction;
  count: number;
  queued: boolean;
}

/** There is nobody to ask. */
export const NO_LINE: Refused = { ok: false, code: 'busy', message: '' };
