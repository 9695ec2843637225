import {
  TRANSITIONS,
  targetOf,
  type QuestionStatus,
  type TransitionName
} from '../../src/lib/schema/question-states.ts';
import type { LogLine, QuestionState } from './question-states.ts';

/** What staff decide of a question, and undo gives back. */
type Decided = Pick<
  QuestionState,
  'status' | 'previous' | 'reason' | 'mergedInto' | 'labels' | 'translation' | 'edited'
>;

interface Modelled extends Decided {
  version: number;
  audience: QuestionState['audience'];
  past: Decided[];
}

/** A decision as somebody sent it, on the version that they saw. */
export interface Asked {
  id: string;
  action: string;
  version: number;
  reason?: string | undefined;
  into?: string | undefined;
  labels?: string[] | undefined;
  status?: string | undefined;
}

/** These raise no version and change no state. */
const AMONG_STAFF = new Set(['claim', 'release', 'note', 'reply', 'stand', 'votes']);

/**
 * The life of questions by the table of transitions alone. It is told line by line what became true, and
 * throws where the table has no such way or nobody asked for it.
 */
export class QuestionModel {
  readonly questions = new Map<string, Modelled>();
  readonly #find: (line: LogLine, version: number) => Asked | undefined;

  /** `find` knows who asked for what: by the line's person, on this version. */
  constructor(find: (line: LogLine, version: number) => Asked | undefined) {
    this.#find = find;
  }

  add(id: string, state: Partial<Modelled> = {}): void {
    this.questions.set(id, { ...FRESH, past: [], ...state });
  }

  /** The state that a line leads to; the decision that it comes from, when somebody asked for just that. */
  follow(line: LogLine, next: LogLine | undefined): Asked | undefined {
    if (line.action === 'ask') return void this.add(line.id);
    const question = this.questions.get(line.id);
    if (!question) throw new Error(`${line.action} of an unknown question`);
    if (AMONG_STAFF.has(line.action)) return undefined;
    if (line.by === null) return void this.#followAuthor(question, line);
    const asked = this.#find(line, question.version);
    if (asked) this.#decide(question, asked);
    else this.#followTurn(question, line, next);
    return asked;
  }

  get live(): string[] {
    return [...this.questions].flatMap(([id, { status }]) => (status === 'live' ? id : []));
  }

  /** What authors do, and what it does to questions that were joined with theirs. */
  #followAuthor(question: Modelled, { action }: LogLine): void {
    if (action === 'unmerge')
      write(question, { status: question.previous ?? 'waiting', previous: null, mergedInto: null });
    else if (action === 'edit') write(question, { translation: null });
    else if (action === 'withdraw')
      write(question, { status: 'withdrawn', previous: null, translation: null });
    else throw new Error(`an author cannot ${action}`);
    if (action !== 'unmerge') question.past = [];
  }

  /** A turn that ends because another one begins, or comes back because that was undone. */
  #followTurn(question: Modelled, line: LogLine, next: LogLine | undefined): void {
    if (line.action === 'move') return;
    if (line.action === 'undo') return this.#undo(question);
    const isEnd = line.action === 'answer' && question.status === 'live';
    if (!isEnd || next?.by !== line.by)
      throw new Error(`nobody asked to ${line.action} a ${question.status} question`);
    if (next.action === 'start') remember(question);
    write(question, { status: 'answered', previous: 'live' });
  }

  #decide(question: Modelled, asked: Asked): void {
    const { action } = asked;
    if (action === 'undo') return this.#undo(question);
    remember(question);
    if (isTransition(action)) write(question, this.#move(question, action, asked));
    else if (action === 'edit') {
      const translation = question.translation === 'checked' ? 'suggested' : question.translation;
      write(question, { edited: 1, translation });
    } else if (action === 'translate') write(question, { translation: asked.status ?? null });
    else if (action === 'label') write(question, { labels: asked.labels ?? [] });
    else if (action === 'move' && question.status === 'queued') write(question, {});
    else throw new Error(`${action} of a ${question.status} question`);
  }

  #move(question: Modelled, action: TransitionName, { reason, into }: Asked): Partial<Decided> {
    const { status, previous, audience } = question;
    const target = targetOf(action, { status, previous_status: previous, audience });
    if (!target) throw new Error(`${action} of a ${status} question`);
    if (action === 'merge') return { status: target, previous: status, mergedInto: into ?? null };
    if (action === 'unmerge') return { status: target, previous: null, mergedInto: null };
    return {
      status: target,
      previous: action === 'restore' ? null : status,
      reason: target === 'declined' ? (reason ?? null) : null
    };
  }

  #undo(question: Modelled): void {
    const before = question.past.pop();
    if (!before) throw new Error('undone although nothing was decided');
    write(question, before);
  }
}

const FRESH = {
  status: 'waiting' as QuestionStatus,
  previous: null,
  reason: null,
  mergedInto: null,
  labels: [],
  translation: null,
  edited: 0,
  version: 1,
  audience: 'public' as const
};

function remember({ version: _v, audience: _a, past, ...state }: Modelled): void {
  past.push(state);
}

function write(question: Modelled, change: Partial<Decided>): void {
  Object.assign(question, change);
  question.version += 1;
}

function isTransition(action: string): action is TransitionName {
  return Object.hasOwn(TRANSITIONS, action);
}
