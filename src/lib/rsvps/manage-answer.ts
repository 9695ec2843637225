/** What was done on the manage page; keys of `events:manage.done`. */
export type ManageDone = 'cancelled' | 'left' | 'accepted' | 'declined' | 'party' | 'switched';

/** Why it was not; keys of `events:manage.refused`. */
export type ManageRefusal =
  'not_found' | 'no_offer' | 'offer_expired' | 'full' | 'over' | 'invalid';

/** What became of a smaller wish; keys of `attendee:done`. */
export type WishDone = 'listen' | 'asked' | 'tell' | 'untell' | 'forgotten';

/** Why a question was not taken; keys of `attendee:refused`. */
export type AskRefusal = 'closed' | 'five_waiting' | 'question';

export interface ManageAnswer {
  done?: ManageDone;
  refused?: ManageRefusal;
  wish?: WishDone;
  askRefused?: AskRefusal;
  /** The question that was refused, as it was typed. */
  typed?: string;
}
