import { FollowedRoom } from '$lib/realtime/followed-room.svelte.ts';
import { isRefused } from '$lib/realtime/is-refused.ts';
import { LiveConnection } from '$lib/realtime/live-connection.svelte.ts';
import { isStaffQuestion, upsertById } from '$lib/realtime/question-list.ts';
import type {
  Answers,
  HandshakeAuth,
  Refused,
  Signal,
  SignalKind,
  Snapshot,
  StaffQuestion
} from '$lib/realtime/protocol.ts';
import { mergeSignals } from '$lib/realtime/signal-list.ts';
import { untranslated, type CuePlace, type CueQuestion } from './cue-list.ts';
import { isSame, targetOf, textsOf, type TranslationDraft } from './translation-draft.ts';

export interface CueItem {
  place: CuePlace;
  question: CueQuestion;
}

/** How many of the next are shown before they are read out. */
const NEXT_MAX = 3;
/** This many questions that lack a translation are shown; the others follow as these are done. */
const LATER_MAX = 40;

/**
 * What an interpreter or a panelist reads: the live question, the next ones, and what is to be translated,
 * kept current by the socket. What somebody types stays here until it is saved, wherever its question goes.
 */
export class CueState extends FollowedRoom<CueQuestion> {
  signals = $state.raw<Signal[]>([]);
  drafts = $state.raw<ReadonlyMap<string, TranslationDraft>>(new Map());

  readonly next = $derived(this.queue.slice(0, NEXT_MAX));
  readonly #later = $derived.by(() => untranslated(this.questions, this.next, this.policy));
  readonly later = $derived(this.#later.slice(0, LATER_MAX));
  readonly hidden = $derived(this.#later.length - this.later.length);
  /** One list, so that a question which moves up keeps the focus of who types its translation. */
  readonly items: CueItem[] = $derived.by(() => {
    const items: CueItem[] = [
      ...(this.live ? [{ place: 'live' as const, question: this.live }] : []),
      ...this.next.map((question) => ({ place: 'next' as const, question })),
      ...this.later.map((question) => ({ place: 'later' as const, question }))
    ];
    const shown = new Set(items.map(({ question }) => question.id));
    const typed = this.questions.filter(({ id }) => this.drafts.has(id) && !shown.has(id));
    return [...items, ...typed.map((question) => ({ place: 'later' as const, question }))];
  });

  constructor(snapshot: Snapshot<CueQuestion>) {
    super();
    this.replace(snapshot);
  }

  /** Connects in the browser; `onLeaving` when this reader may not be here any more. Returns what disconnects. */
  follow(auth: Omit<HandshakeAuth, 'since'>, onLeaving: () => void): () => void {
    const connection = new LiveConnection<CueQuestion>(this, auth);
    connection.socket.on('signals', ({ signals }) => this.#hear(signals));
    connection.socket.on('leaving', ({ reason }) => reason !== 'restart' && onLeaving());
    connection.socket.on('connect_error', (error) => isRefused(error) && onLeaving());
    this.line = connection;
    return () => {
      connection.close();
      this.line = null;
    };
  }

  /** Tells the moderators; returns the refusal's sentence, '' without connection, or null. */
  async signal(kind: SignalKind, question?: string): Promise<string | null> {
    const answer = await this.request('signal', { kind, ...(question ? { question } : {}) });
    if (!answer.ok) return answer.message;
    this.#hear([answer.signal]);
    return null;
  }

  /** Keeps what is typed as the translation of a question, with the texts on which it was begun. */
  type(question: StaffQuestion, text: string): void {
    const base = this.drafts.get(question.id)?.base ?? textsOf(question);
    this.#keepDraft(question.id, { text, base });
  }

  /** Whether a colleague changed the words of the question since this translation was begun. */
  isOvertaken(question: StaffQuestion): boolean {
    const draft = this.drafts.get(question.id);
    return draft !== undefined && !isSame(draft.base, textsOf(question));
  }

  /** Goes on with one's own words after having seen the colleague's. */
  keepOwn(question: StaffQuestion): void {
    const draft = this.drafts.get(question.id);
    if (draft) this.#keepDraft(question.id, { text: draft.text, base: textsOf(question) });
  }

  dropDraft(id: string): void {
    this.#keepDraft(id, null);
  }

  /**
   * Saves a translation, on the version that is on the screen. When the question moved on meanwhile but its
   * words did not, the translation still fits and is saved on the new version.
   */
  async translate(
    question: StaffQuestion,
    text: string,
    status: 'suggested' | 'checked'
  ): Promise<Answer> {
    let answer = await this.#saveTranslation(question, text, status);
    if (!answer.ok && answer.current && isSame(textsOf(question), textsOf(answer.current)))
      answer = await this.#saveTranslation(answer.current, text, status);
    const current = answer.ok ? answer.question : answer.current;
    if (current) this.#keep(current);
    if (answer.ok && this.drafts.get(question.id)?.text === text) this.dropDraft(question.id);
    return answer;
  }

  /** A translation by the organisation's engine; nothing is saved. */
  suggest(id: string): Promise<({ ok: true } & Answers['suggest']) | Refused> {
    return this.request('suggest', { id });
  }

  #saveTranslation(question: StaffQuestion, text: string, status: 'suggested' | 'checked') {
    const { id, version } = question;
    const lang = targetOf(question);
    return this.request('moderate', { id, version, action: 'translate', lang, text, status });
  }

  #keep(question: StaffQuestion): void {
    const known = this.questions.find((one) => one.id === question.id);
    if (!known || !isStaffQuestion(known) || known.version <= question.version)
      this.questions = upsertById(this.questions, question);
  }

  #hear(signals: Signal[]): void {
    this.signals = mergeSignals(this.signals, signals);
  }

  #keepDraft(id: string, draft: TranslationDraft | null): void {
    const drafts = new Map(this.drafts);
    if (draft) drafts.set(id, draft);
    else drafts.delete(id);
    this.drafts = drafts;
  }
}

type Answer = ({ ok: true } & Answers['moderate']) | Refused;
