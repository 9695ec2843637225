import { applyVotes, byPlace, removeById, upsertById } from './question-list.ts';
import type {
  Answers,
  Changes,
  PublicQuestion,
  Refused,
  Requests,
  RoomView,
  Snapshot,
  StaffQuestion,
  TranslationPolicy
} from './protocol.ts';
import { NO_ANSWER, type RoomLine } from './room-line.ts';

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
  /** None until the page follows. */
  protected line = $state.raw<RoomLine | null>(null);

  readonly live = $derived(this.questions.find(({ status }) => status === 'live') ?? null);
  /** "Next up", in its order. */
  readonly queue = $derived(
    this.questions.filter(({ status }) => status === 'queued').sort(byPlace)
  );

  get connected(): boolean | null {
    return this.line?.connected ?? null;
  }

  request<Event extends keyof Requests>(
    event: Event,
    request: Requests[Event]
  ): Promise<({ ok: true } & Answers[Event]) | Refused> {
    return this.line?.request(event, request) ?? Promise.resolve(NO_ANSWER);
  }

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
