/*
 * The socket contract of namespace `/room` as types. Outside clients rely on it: nothing here changes
 * without its tests. This file imports nothing.
 */

export type Lang = 'es' | 'en';
export type QaState = 'closed' | 'open' | 'paused' | 'ended';
export type TranslationState = 'none' | 'suggested' | 'checked';
export type PublicStatus = 'approved' | 'queued' | 'live' | 'answered';
export type QuestionStatus = PublicStatus | 'waiting' | 'declined' | 'merged' | 'withdrawn';
export type DeclineReason = 'time_ran_out' | 'already_answered' | 'off_topic' | 'at_risk' | 'other';
export type Audience = 'public' | 'moderators';
export type ListSort = 'top' | 'new' | 'mine';
/** When a question needs a checked translation: never, before it is read out, before everybody sees it. */
export type TranslationPolicy = 'optional' | 'before_stage' | 'before_publishing';
/** How made-up questions arrive in a rehearsal: one every 12 seconds, one a second, or all at once. */
export type PracticePace = 'calm' | 'flood' | 'all';
export type SignalKind = 'slower' | 'not_ready' | 'repeat_number' | 'mine';

/** What any viewer may see of a published question. */
export interface PublicQuestion {
  id: string;
  lang: Lang;
  text: Partial<Record<Lang, string>>;
  translation: TranslationState;
  status: PublicStatus;
  votes: number;
  name?: string;
  edited: boolean;
  createdAt: string;
  answeredAt?: string;
  /** Seconds into the event. */
  offset?: number;
  /** The place in "next up" of a queued question, the first is the smallest. */
  position?: number;
}

/** What the author sees of their own question, published or not. */
export interface OwnQuestion extends Omit<PublicQuestion, 'status'> {
  status: QuestionStatus;
  audience: Audience;
  reason?: DeclineReason;
  /** What the moderators wrote back, for the author alone. */
  reply?: string;
  /** The state of the question that this one was joined with, when everybody sees that one. */
  joined?: {
    status: PublicStatus;
    text: Partial<Record<Lang, string>>;
    lang: Lang;
    translation: TranslationState;
    offset?: number;
  };
}

/** What staff see; `version` is what their next action must carry. */
export interface StaffQuestion extends OwnQuestion {
  version: number;
  /** Who decided last, by name and by the id that tells namesakes apart. */
  by?: string;
  byId?: string;
  /** What `undo` would lead back to. */
  previous?: QuestionStatus;
  labels: string[];
  /** Who of the panel should answer, by slug. */
  panelist?: string;
  /** What a filter noticed; a hint, never a refusal. */
  flags: string[];
  mergedInto?: string;
  notes: { by: string; text: string; at: string }[];
  /** A colleague who is on this question now. */
  claim?: { by: string; byId: string; until: string };
  /** The author's questions wait apart, or the author cannot ask. */
  standing?: 'held' | 'blocked';
}

/** What an interpreter or a panelist tells the moderators by one button. */
export interface Signal {
  id: string;
  kind: SignalKind;
  /** The name of who pressed it. */
  from: string;
  /** The question that it is about. */
  question?: string;
  at: string;
  seenAt?: string;
  /** The moderator who saw it. */
  seenBy?: string;
}

/** How a rehearsal goes: the pace of its made-up questions, null when none arrive, and how many have. */
export interface RehearsalState {
  pace: PracticePace | null;
  asked: number;
  total: number;
}

/** The state of the room itself. */
export interface RoomView {
  qa: QaState;
  /** Seconds that a viewer waits between two questions. */
  slow: number;
  /** To staff alone. */
  translation?: TranslationPolicy;
  notice: Partial<Record<Lang, string>>;
  status: 'draft' | 'published' | 'cancelled' | 'ended';
  startsAt: string;
  endsAt: string;
}

export type ChangeItem<Question = PublicQuestion> =
  | { type: 'question'; question: Question }
  | { type: 'gone'; id: string }
  | { type: 'votes'; votes: Record<string, number> }
  | { type: 'room'; room: RoomView };

/** A step from `from` to `rev`, in order and without gaps; other than that, ask again with `since`. */
export interface Changes<Question = PublicQuestion> {
  from: number;
  rev: number;
  items: ChangeItem<Question>[];
}

export interface Snapshot<Question = PublicQuestion> {
  rev: number;
  room: RoomView;
  live: Question | null;
  next: Question[];
  questions: Question[];
  mine: OwnQuestion[];
  /** Ids of the questions this viewer voted for. */
  voted: string[];
  viewers: number;
  /** There are more questions, which `list` brings. */
  partial?: true;
}

export type RefusalCode =
  | 'invalid'
  | 'too_long'
  | 'rate_limited'
  | 'closed'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'busy';

export interface Refused {
  ok: false;
  code: RefusalCode;
  /** A sentence in the client's language. */
  message: string;
  /** Seconds to wait. */
  retryAfter?: number;
  current?: StaffQuestion;
  by?: string | null;
  /** More about `invalid`: the event asks for a checked translation first. */
  why?: 'needs_translation';
}

export type Ack<Answer extends object> = (answer: ({ ok: true } & Answer) | Refused) => void;

export type ModerateAction =
  | 'approve'
  | 'decline'
  | 'restore'
  | 'queue'
  | 'unqueue'
  | 'move'
  | 'start'
  | 'answer'
  | 'reopen'
  | 'edit'
  | 'translate'
  | 'label'
  | 'merge'
  | 'unmerge'
  | 'claim'
  | 'release'
  /** Leads a question back to what it was before its last decision. */
  | 'undo'
  /** Words to colleagues, and words to the author. */
  | 'note'
  | 'reply'
  /** The author's standing: free, held, or blocked. */
  | 'stand';

/** What a client sends with each event. */
export interface Requests {
  ask: { id: string; text: string; lang?: Lang; name?: string; audience?: Audience };
  /** New words, another language, or both. */
  edit: { id: string; text?: string; lang?: Lang };
  withdraw: { id: string };
  vote: { id: string; on: boolean };
  list: { sort: ListSort; cursor?: string };
  moderate: {
    id: string;
    action: ModerateAction;
    version: number;
    reason?: DeclineReason;
    before?: string;
    text?: string;
    redact?: true;
    lang?: Lang;
    status?: 'suggested' | 'checked';
    labels?: string[];
    panelist?: string;
    into?: string;
    standing?: 'free' | 'held' | 'blocked';
  };
  /** A translation by the engine that the organisation chose; nothing is written. */
  suggest: { id: string };
  room: {
    qa?: QaState;
    notice?: Partial<Record<Lang, string>>;
    slow?: number;
    translation?: TranslationPolicy;
  };
  signal: { kind: SignalKind; question?: string };
  /** A moderator has seen a signal. */
  seen: { id: string };
  /** Lets made-up questions arrive in a rehearsal, or stops them. */
  rehearse: { pace: PracticePace | 'stop' };
}

/** What the acknowledgement carries when the answer is yes. */
export interface Answers {
  ask: { question: OwnQuestion };
  edit: { question: OwnQuestion };
  withdraw: { question: OwnQuestion };
  vote: { votes: number; on: boolean };
  list: { questions: (PublicQuestion | OwnQuestion | StaffQuestion)[]; cursor?: string };
  moderate: { question: StaffQuestion };
  suggest: { text: string };
  room: { room: RoomView };
  signal: { signal: Signal };
  seen: { signal: Signal };
  rehearse: { rehearsal: RehearsalState };
}

export type ClientEvents = {
  [Event in keyof Requests]: (request: Requests[Event], ack: Ack<Answers[Event]>) => void;
};

export interface ServerEvents<Question = PublicQuestion | StaffQuestion> {
  snapshot(snapshot: Snapshot<Question>): void;
  changes(changes: Changes<Question>): void;
  mine(change: { question: OwnQuestion }): void;
  /** To staff also who of the colleagues is there. */
  viewers(present: { count: number; staff?: string[] }): void;
  /** To staff and to the panel: what is unseen, and the last that were seen. */
  signals(list: { signals: Signal[] }): void;
  /** To the staff of a rehearsal. */
  rehearsal(state: RehearsalState): void;
  leaving(why: { reason: 'restart' | 'signed_out' | 'removed' }): void;
}

/** What a client sends with the handshake. */
export interface HandshakeAuth {
  event: string;
  lang: Lang;
  /** The last `rev` this client has; it gets what it missed, or a snapshot. */
  since?: number;
  /** A viewer token, for clients that hold no cookie. */
  viewer?: string;
  /** Staff who open the public room send `viewer` to see what everybody sees; who holds a panel link sends `panel`. */
  as?: 'viewer' | 'panel';
}

export const TEXT_MAX = 400;
export const NAME_MAX = 60;
