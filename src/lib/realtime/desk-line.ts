import type { Decision } from './desk-projection.ts';
import type { ModerateAction, Refused } from './protocol.ts';

/** Whoever sits at a desk; names are not unique. */
export interface StaffMember {
  id: string;
  name: string;
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
