import type { StaffMember } from './desk-line.ts';
import type { Decision } from './desk-projection.ts';
import type { WayBack } from './desk-undo.svelte.ts';
import type { Refused, Requests, StaffQuestion } from './protocol.ts';

/** A decision on its way. */
export interface PendingDecision {
  /** Decisions that were made by one key press. */
  batch: number;
  request: Requests['moderate'];
  /** Made on top of another one that had not been answered: it goes on the version that comes out of that. */
  follows: boolean;
  /** Sent at least once; its answer may have been lost. */
  tried: boolean;
  /** What undoing it needs to know of the room as it was. */
  wayBack: WayBack;
}

/** `queued`: there is no connection, it goes out when there is one. */
export type DecisionOutcome = 'done' | 'queued' | 'refused';

interface Line {
  isOpen(): boolean;
  send(request: Requests['moderate']): Promise<{ ok: true; question: StaffQuestion } | Refused>;
  /** The question as this desk knows it now. */
  find(id: string): StaffQuestion | undefined;
  wayBackOf(decision: Decision): WayBack;
  onDone(pending: PendingDecision, version: number, question: StaffQuestion | undefined): void;
  /** `late`: the decision had waited for the connection, whoever made it has moved on. */
  onRefused(pending: PendingDecision, refusal: Refused, late: boolean): void;
}

/** So many decisions of one key press are sent at a time; the hub allows ten a second. */
const AT_ONCE = 5;
/** How long until the hub is asked again when it was busy, in seconds. */
const RETRY = 2;

/**
 * Decisions on their way, in the order in which they were made. They are kept in the tab's storage until
 * the hub has answered, and each carries the version that it was made on: what somebody else decided
 * meanwhile is never overwritten.
 */
export class DeskOutbox {
  pending = $state.raw<PendingDecision[]>([]);
  readonly #key: string;
  readonly #me: StaffMember;
  readonly #line: Line;
  readonly #outcomes = new Map<number, Waiting>();
  /** Who waits until a batch is not on its way any more. */
  readonly #ends = new Map<number, (() => void)[]>();
  /** The versions that came out of the last answers. */
  readonly #versions = new Map<string, number>();
  #pumping = false;

  constructor(key: string, me: StaffMember, line: Line) {
    this.#key = key;
    this.#me = me;
    this.#line = line;
  }

  /** Takes up what an earlier visit of this tab left unsent. Returns the highest batch number in it. */
  load(): number {
    this.pending = readPending(this.#key);
    return Math.max(0, ...this.pending.map(({ batch }) => batch));
  }

  add(batch: number, decisions: readonly Decision[]): Promise<DecisionOutcome> {
    const known = [...this.pending];
    for (const decision of decisions) {
      const version = decision.version ?? this.#line.find(decision.id)?.version ?? 1;
      const follows = known.some(({ request }) => request.id === decision.id);
      const wayBack = this.#line.wayBackOf(decision);
      known.push({ batch, request: { ...decision, version }, follows, tried: false, wayBack });
    }
    this.#keep(known);
    const outcome = new Promise<DecisionOutcome>((resolve) =>
      this.#outcomes.set(batch, { resolve, refused: false })
    );
    this.flush();
    return outcome;
  }

  /** Sends what can be sent; called at each decision and whenever the room is current again. */
  flush(): void {
    if (!this.#pumping) void this.#pump();
  }

  /** Resolves when no decision of this batch is on its way any more: each was made, refused or dropped. */
  ended(batch: number): Promise<void> {
    if (!this.#holds(batch)) return Promise.resolve();
    return new Promise((resolve) =>
      this.#ends.set(batch, [...(this.#ends.get(batch) ?? []), resolve])
    );
  }

  /** Forgets the decisions of a batch, or all, that were not sent. Returns them. */
  drop(batch?: number): PendingDecision[] {
    const dropped = this.pending.filter((one) => batch === undefined || one.batch === batch);
    this.#remove(dropped);
    return dropped;
  }

  async #pump(): Promise<void> {
    this.#pumping = true;
    for (let run = this.#nextRun(); run.length > 0; run = this.#nextRun()) {
      if (!this.#line.isOpen()) break;
      const pauses = await Promise.all(run.map((one) => this.#send(one)));
      const pause = Math.max(...pauses);
      if (pause === 0) continue;
      this.#settle('queued');
      if (!this.#line.isOpen()) break;
      await new Promise((resolve) => setTimeout(resolve, pause * 1_000));
    }
    this.#pumping = false;
    this.#settle('queued');
  }

  /** The first decisions of one batch, each about another question. */
  #nextRun(): PendingDecision[] {
    const ids = new Set<string>();
    const run: PendingDecision[] = [];
    for (const one of this.pending.slice(0, AT_ONCE)) {
      if (one.batch !== this.pending[0]?.batch || ids.has(one.request.id)) break;
      ids.add(one.request.id);
      run.push(one);
    }
    return run;
  }

  /** Returns how many seconds to wait before it is sent again; 0 when it was answered. */
  async #send(unsent: PendingDecision): Promise<number> {
    const { request, follows, tried } = unsent;
    const version = (follows && this.#versions.get(request.id)) || request.version;
    if (tried && this.#wasWritten(unsent)) return this.#done(unsent, version, undefined);
    const pending = { ...unsent, tried: true };
    this.#keep(this.pending.map((one) => (one === unsent ? pending : one)));
    const answer = await this.#line.send({ ...request, version });
    if (!this.pending.includes(pending)) return 0;
    if (answer.ok) return this.#done(pending, version, answer.question);
    if (answer.code === 'busy' || answer.code === 'rate_limited') return answer.retryAfter ?? RETRY;
    const { current } = answer;
    const isEcho = current?.version === version + 1 && current.byId === this.#me.id;
    if (tried && isEcho) return this.#done(pending, version, current);
    return this.#refused(pending, answer);
  }

  /** Words raise no version: whether they arrived is seen only by themselves. */
  #wasWritten({ request: { id, action, text } }: PendingDecision): boolean {
    const question = this.#line.find(id);
    if (action === 'reply') return question?.reply === text;
    return (
      action === 'note' &&
      question?.notes.some((note) => note.text === text && note.by === this.#me.name) === true
    );
  }

  #done(pending: PendingDecision, version: number, question: StaffQuestion | undefined): number {
    if (question) this.#versions.set(question.id, question.version);
    this.#line.onDone(pending, version, question);
    this.#remove([pending]);
    return 0;
  }

  /** What was decided on top of a refused decision has no ground any more. */
  #refused(pending: PendingDecision, refusal: Refused): number {
    const { id } = pending.request;
    const waiting = this.#outcomes.get(pending.batch);
    if (waiting) waiting.refused = true;
    const fallen = this.pending.filter((one) => one.follows && one.request.id === id);
    this.#line.onRefused(pending, refusal, waiting === undefined);
    this.#remove([pending, ...fallen]);
    return 0;
  }

  #remove(gone: readonly PendingDecision[]): void {
    this.#keep(this.pending.filter((one) => !gone.includes(one)));
    for (const [batch, { resolve, refused }] of this.#outcomes) {
      if (this.#holds(batch)) continue;
      this.#outcomes.delete(batch);
      resolve(refused ? 'refused' : 'done');
    }
    for (const [batch, ends] of this.#ends) {
      if (this.#holds(batch)) continue;
      this.#ends.delete(batch);
      for (const end of ends) end();
    }
  }

  #holds(batch: number): boolean {
    return this.pending.some((one) => one.batch === batch);
  }

  #settle(outcome: DecisionOutcome): void {
    for (const { resolve } of this.#outcomes.values()) resolve(outcome);
    this.#outcomes.clear();
  }

  #keep(pending: PendingDecision[]): void {
    this.pending = pending;
    try {
      if (pending.length > 0) sessionStorage.setItem(this.#key, JSON.stringify(pending));
      else sessionStorage.removeItem(this.#key);
    } catch {
      // Storage is full, forbidden or not there: the decisions still live in the page.
    }
  }
}

interface Waiting {
  resolve: (outcome: DecisionOutcome) => void;
  refused: boolean;
}

function readPending(key: string): PendingDecision[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isPending) : [];
  } catch {
    return [];
  }
}

function isPending(value: unknown): value is PendingDecision {
  return (
    typeof value === 'object' &&
    value !== null &&
    'request' in value &&
    typeof value.request === 'object' &&
    'batch' in value &&
    typeof value.batch === 'number'
  );
}
