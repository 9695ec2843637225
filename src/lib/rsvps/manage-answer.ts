/** What was done on the manage page; keys of `attendee:done`. */
type ManageDone = PlaceDone | 'listen' | 'asked' | 'tell' | 'untell' | 'forgotten';

/** The same of what changes the place. */
export type PlaceDone = 'cancelled' | 'left' | 'accepted' | 'declined' | 'party' | 'switched';

/** Why it was not; keys of `attendee:refused`. */
export type ManageRefusal =
  'not_found' | 'no_offer' | 'offer_expired' | 'full' | 'over' | 'invalid';

/** Why a question was not taken, said beside it; keys of `attendee:refused` too. */
type AskRefusal = 'closed' | 'five_waiting' | 'question';

export interface ManageAnswer {
  done?: ManageDone;
  refused?: ManageRefusal;
  askRefused?: AskRefusal;
  /** The question that was refused, as it was typed. */
  typed?: string;
}
