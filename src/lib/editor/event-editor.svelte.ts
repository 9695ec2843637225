import {
  isSameField,
  proposeSlug,
  textField,
  type EventContent
} from '$lib/schema/event-fields.ts';
import type { ContentProblems } from '$lib/server/events/check-content.ts';
import type { DraftView } from '$lib/server/events/draft-view.ts';
import type { FieldConflict } from '$lib/server/events/save-draft.ts';
import { keep, readKept, type KeptTexts } from './kept-texts.ts';

/** What the hub answers to a save. */
export interface SaveAnswer {
  view: DraftView;
  conflicts: FieldConflict[];
  /** Fields that it cannot keep as they are. */
  refused: ContentProblems;
}

/** `gone`: signed out, or the event has another address by now; what was typed stays in this browser. */
export type SendOutcome = ({ ok: true } & SaveAnswer) | { ok: false; code: 'unreachable' | 'gone' };
type Send = (base: EventContent, values: EventContent) => Promise<SendOutcome>;

export type SavingState = 'saved' | 'typing' | 'saving' | 'offline' | 'gone';

/** Who stops typing for so long is saved, in milliseconds. */
const PAUSE = 700;
const RETRY_MIN = 1_000;
const RETRY_MAX = 15_000;
/** How long the next page waits for a save, in milliseconds; what is not saved by then is kept in the browser. */
const PATIENCE = 3_000;
/** How often an open editor asks what others wrote. */
const LOOK = 20_000;

/**
 * The fields of an event as they are typed. Each is sent with what it said before, and kept in this browser
 * until the hub has it; what somebody else wrote in the same field meanwhile is shown, never overwritten.
 */
export class EventEditor {
  values = $state<EventContent>({});
  view = $state.raw<DraftView>(null as never);
  conflicts = $state<Record<string, FieldConflict>>({});
  refused = $state.raw<ContentProblems>({});
  state = $state<SavingState>('saved');
  #base: EventContent;
  readonly #send: Send;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<boolean> | null = null;
  /** Whoever left the page writes nothing any more: what is not sent is kept in the browser. */
  #isStopped = false;
  #retry = RETRY_MIN;
  /** Of what this browser keeps, the part that this editor is to save. */
  #kept: KeptTexts = {};

  constructor(
    view: DraftView,
    send: Send,
    typed: EventContent = {},
    conflicts: FieldConflict[] = []
  ) {
    this.view = view;
    this.#send = send;
    this.#base = { ...view.content };
    this.values = { ...view.content, ...typed };
    for (const conflict of conflicts) this.conflicts[conflict.field] = conflict;
  }

  text(field: string): string {
    return this.values[field] ?? '';
  }

  /** What is wrong with a field, once it is not being typed any more. */
  problem(field: string): string | null {
    return this.refused[field] ?? this.view.problems[field] ?? null;
  }

  type(field: string, value: string): void {
    const before = this.text(field);
    this.values[field] = value;
    if (field.startsWith('title.')) this.#followTitle(field, before);
    this.#keep();
    this.state = this.state === 'gone' ? 'gone' : 'typing';
    this.#later(PAUSE);
  }

  /** Settles a field that two people wrote: `value` is what it says now, knowing theirs. */
  settle(field: string, value: string): void {
    const conflict = this.conflicts[field];
    if (!conflict) return;
    this.#base[field] = conflict.theirs;
    delete this.conflicts[field];
    this.type(field, value);
  }

  /** Begins to follow the hub. Returns how to stop. */
  follow(): () => void {
    this.#takeKept();
    const look = setInterval(() => document.hidden || this.#later(0), LOOK);
    const now = () => this.#later(0);
    window.addEventListener('online', now);
    window.addEventListener('focus', now);
    return () => {
      this.#isStopped = true;
      clearInterval(look);
      clearTimeout(this.#timer);
      window.removeEventListener('online', now);
      window.removeEventListener('focus', now);
    };
  }

  /** Saves what is not saved. Resolves to whether everything is. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    if (this.#sending || this.#isStopped) return false;
    this.#sending = this.#sendUnsaved().finally(() => (this.#sending = null));
    return this.#sending;
  }

  get isUnsaved(): boolean {
    return this.#sending !== null || Object.keys(this.#unsaved().values).length > 0;
  }

  /** For who goes on to another page: waits for a save under way and sends what it left, once and not for long. */
  async finish(): Promise<void> {
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    const rest = async () => {
      await this.#sending;
      if (this.isUnsaved) await this.flush();
    };
    await Promise.race([rest(), patience]);
  }

  async #sendUnsaved(): Promise<boolean> {
    const sent = this.#unsaved();
    if (Object.keys(sent.values).length > 0) this.state = 'saving';
    const outcome = await this.#send(sent.base, sent.values);
    if (outcome.ok) this.#take(outcome, sent.values);
    else this.#wait(outcome.code);
    return this.state === 'saved';
  }

  #take({ view, conflicts, refused }: SaveAnswer, sent: EventContent): void {
    this.#retry = RETRY_MIN;
    for (const conflict of conflicts) this.conflicts[conflict.field] = conflict;
    for (const [field, value] of Object.entries(sent))
      if (!this.conflicts[field] && !refused[field]) this.#base[field] = value;
    this.#takeOthers(view.content);
    this.view = view;
    this.refused = refused;
    this.#keep();
    const rest = Object.keys(this.#unsaved().values).filter((field) => !refused[field]);
    this.state = rest.length > 0 ? 'typing' : 'saved';
    if (rest.length > 0) this.#later(PAUSE);
  }

  /** What others wrote appears where this person wrote nothing. */
  #takeOthers(content: EventContent): void {
    for (const field of new Set([...Object.keys(this.#base), ...Object.keys(content)])) {
      const [theirs, base] = [content[field] ?? '', this.#base[field] ?? ''];
      const isOwn = !isSameField(field, base, this.values[field]) || this.conflicts[field];
      if (isOwn || isSameField(field, theirs, base)) continue;
      this.#base[field] = theirs;
      this.values[field] = theirs;
    }
  }

  #wait(code: 'unreachable' | 'gone'): void {
    this.state = code === 'gone' ? 'gone' : 'offline';
    this.#later(this.#retry);
    this.#retry = Math.min(this.#retry * 2, RETRY_MAX);
  }

  #later(pause: number): void {
    clearTimeout(this.#timer);
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => void this.flush(), pause);
  }

  /** Everything typed that the hub does not have, but for what has to be settled first. */
  #unsaved(): { base: EventContent; values: EventContent } {
    const fields = Object.keys(this.values).filter(
      (field) =>
        !this.conflicts[field] && !isSameField(field, this.#base[field], this.values[field])
    );
    return {
      base: Object.fromEntries(fields.map((field) => [field, this.#base[field] ?? ''])),
      values: Object.fromEntries(fields.map((field) => [field, this.text(field)]))
    };
  }

  #keep(): void {
    const { base, values } = this.#unsaved();
    for (const field of Object.keys(this.conflicts)) {
      base[field] = this.#base[field] ?? '';
      values[field] = this.text(field);
    }
    const kept: KeptTexts = Object.fromEntries(
      Object.entries(values).map(([field, value]) => [field, { base: base[field] ?? '', value }])
    );
    keep(this.view.eventId, this.#kept, kept);
    this.#kept = kept;
  }

  /** Takes up what an earlier visit left unsaved. */
  #takeKept(): void {
    this.#kept = readKept(this.view.eventId);
    const kept = Object.entries(this.#kept);
    for (const [field, { base, value }] of kept) {
      const current = this.view.content[field] ?? '';
      if (isSameField(field, current, value)) continue;
      this.values[field] = value;
      if (!isSameField(field, current, base))
        this.conflicts[field] = { field, theirs: current, by: null, at: null };
    }
    if (kept.length > 0) this.#later(0);
  }

  /** The address follows the title until somebody writes it by hand. */
  #followTitle(field: string, before: string): void {
    if (this.view.status !== 'draft') return;
    const lang = field === 'title.es' ? 'es' : 'en';
    const slug = textField('slug', lang);
    const other = proposeSlug(this.text(lang === 'es' ? 'title.en' : 'title.es'));
    const current = this.text(slug);
    const follows =
      current === '' || current === proposeSlug(before) || (!before && current === other);
    const proposed = proposeSlug(this.text(field));
    if (follows && proposed) this.values[slug] = proposed;
  }
}
