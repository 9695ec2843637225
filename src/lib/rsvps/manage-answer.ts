/** What was done on the manage page; keys of `events:manage.done`. */
export type ManageDone = 'cancelled' | 'left' | 'accepted' | 'declined' | 'party' | 'switched';

/** Why it was not; keys of `events:manage.refused`. */
export type ManageRefusal =
  'not_found' | 'no_offer' | 'offer_expired' | 'full' | 'over' | 'invalid';
