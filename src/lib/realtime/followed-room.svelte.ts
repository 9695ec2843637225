import { applyVotes, removeById, upsertById } from './question-list.ts';
import type {
  Changes,
  PublicQuestion,
  RoomView,
  Snapshot,
  StaffQuestion,
  TranslationPolicy
} from './protocol.ts';

const UNKNOWN: RoomView = {
  qa: 'closed',
  slow: 10,
  notice: {},
  status: 'published',
  startsAt: '',
  endsAt: ''
};

/** A room as a page knows it: whole from a snapshot, then current step by step. */
export class FollowedRoom<Question extends PublicQuestion | StaffQuestion> {
  rev = $state(0);
  room: RoomView = $state.raw(UNKNOWN);
  viewers = $state(0);
  questions = $state.raw<Question[]>([]);

  /** When a question needs a checked translation; only staff are told. */
  get policy(): TranslationPolicy {
    return this.room.translation ?? 'optional';
  }

  replace(snapshot: Snapshot<Question>): void {
    this.rev = snapshot.rev;
    this.room = snapshot.room;
    this.viewers = snapshot.viewers || this.viewers;
    this.questions = snapshot.questions;
  }

  /** A step that fits: `changes.from` is this room's `rev`. */
  apply(changes: Changes<Question>): void {
    for (const item of changes.items) {
      if (item.type === 'question') this.questions = upsertById(this.questions, item.question);
      else if (item.type === 'gone') this.questions = removeById(this.questions, item.id);
      else if (item.type === 'votes') this.questions = applyVotes(this.questions, item.votes);
      else this.room = item.room;
    }
    this.rev = changes.rev;
  }
}
