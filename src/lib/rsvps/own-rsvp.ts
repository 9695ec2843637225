import type { OwnQuestion } from '$lib/realtime/protocol.ts';
import type { RsvpView } from '$lib/server/rsvps/find-rsvp.ts';

/** What the manage page shows of an RSVP. */
export type OwnRsvp = Pick<
  RsvpView,
  | 'id'
  | 'status'
  | 'position'
  | 'offer'
  | 'name'
  | 'email'
  | 'needs'
  | 'listen'
  | 'news'
  | 'party'
  | 'zone'
  | 'tellRecord'
  | 'code'
> & { deletedOn: string; questions: OwnQuestion[] };
