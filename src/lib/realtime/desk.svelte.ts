import { ClaimKeeper } from './desk-claims.ts';
import { NO_FILTER } from './desk-filter.ts';
import type { RefusedDecision, SaidDecision, StaffMember } from './desk-line.ts';
import { DeskList } from './desk-list.svelte.ts';
import { DeskRehearsal } from './desk-rehearsal.svelte.ts';
import { DeskOutbox, type DecisionOutcome, type PendingDecision } from './desk-outbox.svelte.ts';
import { placeOf, queueOf } from './desk-place.ts';
import { project, type Decision } from './desk-projection.ts';
import { isFinal, UndoStack, wayBackOf } from './desk-undo.svelte.ts';
import { isRefused } from './is-refused.ts';
import { LiveConnection } from './live-connection.svelte.ts';
import { PagedRoom } from './paged-room.svelte.ts';
import type {
  Answers,
  Changes,
  Lang,
  Refused,
  Requests,
  Signal,
  Snapshot,
  StaffQuestion
} from './protocol.ts';
import { isStaffQuestion } from './question-list.ts';
import type { RoomLine } from './room-line.ts';
import { mergeSignals } from './signal-list.ts';

/**
 * The moderation desk: all questions of a room, kept current by the socket. A decision shows at once,
 * travels by the outbox and can be taken back.
 */
export class DeskState extends PagedRoom<StaffQuestion> {
  refused = $state.raw<RefusedDecision[]>([]);
  /** A refusal that is about the room. */
  roomRefusal = $state.raw<Refused | null>(null);
  said = $state.raw<SaidDecision | null>(null);
  /** Who of the staff is here, by name. */
  staff = $state.raw<string[]>([]);
  signals = $state.raw<Signal[]>([]);
  /** The hub's clock as this browser reckons it, in milliseconds. */
  now = $state(0);
  readonly outbox: DeskOutbox;
  readonly rehearsal = new DeskRehearsal((request) => this.request('rehearse', request));
  readonly claims: ClaimKeeper;
  /** Everything as it will be once the decisions on their way have been made. */
  readonly list = new DeskList(() =>
    project(
      this.questions,
      this.outbox.pending.map(({ request }) => request)
    )
  );
  readonly unsent = $derived.by(
    () => new Set(this.outbox.pending.map(({ request }) => request.id))
  );
  /** A translation by the organisation's engine; nothing is saved. */
  readonly suggest = (id: string) => this.request('suggest', { id });
  readonly #me: StaffMember;
  readonly #undo = new UndoStack();
  readonly #known = (id: string) => this.#knownById.get(id);
  readonly #knownById = $derived(new Map(this.questions.map((one) => [one.id, one])));
  #batch = 0;
  #undoing = Promise.resolve();

  constructor(snapshot: Snapshot<StaffQuestion>, me: StaffMember, event = '') {
    super();
    this.#me = me;
    const send = (request: Requests['moderate']) => this.request('moderate', request);
    this.claims = new ClaimKeeper(send, this.#known);
    this.outbox = new DeskOutbox(`encuentro.desk.${event}.${me.id}`, me, {
      isOpen: () => this.line?.connected === true,
      send,
      find: this.#known,
      wayBackOf: (decision) => wayBackOf(decision, this.questions),
      onDone: (pending, version, question) => this.#done(pending, version, question),
      onRefused: (pending, refusal, late) => this.#refuse(pending, refusal, late)
    });
    this.replace(snapshot);
    this.list.showNew();
    this.select(this.list.columns.waiting[0]?.id ?? null);
  }

  /** Connects in the browser; `onLeaving` when this person may not be here any more. Returns what disconnects. */
  follow(auth: { event: string; lang: Lang }, onLeaving: () => void): () => void {
    const connection = new LiveConnection<StaffQuestion>(this, auth);
    const { socket } = connection;
    socket.on('viewers', ({ count, staff }) => {
      this.viewers = count;
      this.staff = staff ?? this.staff;
    });
    socket.on('signals', ({ signals }) => (this.signals = mergeSignals(this.signals, signals)));
    this.rehearsal.hear(socket);
    const leave = () => {
      this.outbox.drop();
      onLeaving();
    };
    socket.on('leaving', ({ reason }) => reason !== 'restart' && leave());
    socket.on('connect_error', (error) => isRefused(error) && leave());
    this.join(connection);
    return () => {
      this.claims.drop();
      connection.close();
      this.line = null;
    };
  }

  /** Works by this line from now on, and takes up what an earlier visit of this tab left unsent. */
  join(line: RoomLine): void {
    this.line = line;
    this.#batch = Math.max(this.#batch, this.outbox.load());
  }

  override replace(snapshot: Snapshot<StaffQuestion>): void {
    super.replace(snapshot);
    this.#becameCurrent();
  }

  override apply(changes: Changes<StaffQuestion>): void {
    super.apply(changes);
    if (this.list.isEmpty) this.list.showNew();
    this.#becameCurrent();
  }

  select(id: string | null): void {
    if (id !== this.list.selectedId) this.claims.drop();
    this.list.select(id);
  }

  /** Selects the question in this language that waits longest and nobody has, and claims it. */
  takeNext(lang: Lang): boolean {
    const { list } = this;
    const findFree = () =>
      list.columns.waiting.find(
        (question) =>
          question.lang === lang && question.id !== list.selectedId && !this.claimant(question)
      );
    list.filter = NO_FILTER;
    if (!findFree()) list.showNew();
    const next = findFree();
    if (!next) return false;
    this.select(next.id);
    this.claims.hold(next.id);
    return true;
  }

  /** The colleague who is on this question now. */
  claimant({ claim }: StaffQuestion): string | null {
    return claim && claim.byId !== this.#me.id && Date.parse(claim.until) > this.now
      ? claim.by
      : null;
  }

  /** The colleagues who are here; a namesake is one of them. */
  get colleagues(): string[] {
    const at = this.staff.indexOf(this.#me.name);
    return this.staff.filter((_, index) => index !== at);
  }

  /** Decides; what one call decides one undo takes back. The selection goes on where its question leaves. */
  async decide(decisions: readonly Decision[]): Promise<DecisionOutcome> {
    const last = decisions.at(-1);
    if (!last) return 'done';
    this.refused = this.refused.filter(({ late }) => late);
    this.roomRefusal = null;
    const ids = new Set(decisions.map(({ id }) => id));
    const before = this.list.selected;
    const next = before && ids.has(before.id) ? this.list.neighbourOf(before.id, ids) : null;
    const answer = this.outbox.add(++this.#batch, decisions);
    this.list.settle();
    const after = this.list.selected;
    if (before && after && placeOf(before) !== placeOf(after)) this.select(next);
    const outcome = await answer;
    if (outcome !== 'refused')
      this.said = { action: last.action, count: ids.size, queued: outcome === 'queued' };
    return outcome;
  }

  /** What `undo` would take back: the last decision that is still as it was made, or is on its way. */
  get lastDecision() {
    const pending = this.#lastBatch();
    const entry = pending.length > 0 ? null : this.#undo.last(this.#known);
    const ids = entry ? entry.parts.map(({ id }) => id) : pending.map(({ request }) => request.id);
    const action = entry ? entry.action : pending.at(-1)?.request.action;
    const question = this.list.find(ids[0] ?? '');
    return question && action ? { question, action, count: new Set(ids).size } : null;
  }

  /** Takes the last decision of this desk back: from the outbox when it was not sent, else by the hub. */
  undo(): Promise<void> {
    const [pending] = this.#lastBatch();
    this.#undoing = this.#undoing.then(() => this.#takeBack(pending));
    return this.#undoing;
  }

  /** Puts the selected question one place up or down in "next up". */
  async shift(step: 1 | -1): Promise<void> {
    const { selected } = this.list;
    const queue = queueOf(this.list.all);
    const at = queue.findIndex(({ id }) => id === selected?.id);
    if (!selected || at < 0 || at + step < 0 || at + step >= queue.length) return;
    await this.moveBefore(selected.id, queue[step < 0 ? at - 1 : at + 2]?.id);
  }

  /** Puts a question before another one in "next up", or at its end. */
  async moveBefore(id: string, before: string | undefined): Promise<void> {
    await this.decide([{ id, action: 'move', ...(before ? { before } : {}) }]);
  }

  /** Opens, pauses or slows the room. */
  async setRoom(change: Requests['room']): Promise<void> {
    const answer = await this.request('room', change);
    this.roomRefusal = answer.ok ? null : answer;
    if (answer.ok) this.room = answer.room;
  }

  async markSeen(id: string): Promise<void> {
    const answer = await this.request('seen', { id });
    if (answer.ok) this.signals = mergeSignals(this.signals, [answer.signal]);
  }

  dismissRefusals(): void {
    this.refused = [];
    this.roomRefusal = null;
  }

  /** The decisions of the last key press that the hub has not answered and that can be taken back. */
  #lastBatch(): PendingDecision[] {
    const { pending } = this.outbox;
    const last = pending.findLast(({ tried, request }) => !tried || !isFinal(request.action));
    return pending.filter((one) => one.batch === last?.batch);
  }

  async #takeBack(pending: PendingDecision | undefined): Promise<void> {
    const batch = this.outbox.pending.filter((one) => one.batch === pending?.batch);
    if (pending && batch.some(({ tried }) => tried)) await this.outbox.ended(pending.batch);
    else if (pending && batch.length > 0) {
      this.outbox.drop(pending.batch);
      return this.select(pending.request.id);
    }
    const entry = this.#undo.last(this.#known, pending?.batch);
    const id = entry?.parts[0]?.id;
    if (entry) await this.decide(this.#undo.take(entry, this.#known));
    if (id) this.select(id);
  }

  #done(pending: PendingDecision, from: number, question: StaffQuestion | undefined): void {
    const { id, action } = pending.request;
    if (question) this.#keep([question]);
    const version = question?.version ?? from;
    if (action === 'undo') this.#undo.undone(id, version);
    else this.#undo.remember(pending, { id, from, version, ...pending.wayBack });
  }

  #refuse(pending: PendingDecision, refusal: Refused, late: boolean): void {
    if (refusal.current) this.#keep([refusal.current]);
    const { version: _, ...decision } = pending.request;
    this.refused = [...this.refused, { decision, refusal, late }];
  }

  /** Whatever is newer than what is known. */
  #keep(told: readonly StaffQuestion[]): void {
    const questions = new Map(this.#knownById);
    for (const question of told) {
      const known = questions.get(question.id);
      if (!known || known.version <= question.version) questions.set(question.id, question);
    }
    this.questions = [...questions.values()];
  }

  #becameCurrent(): void {
    if (!this.line) return;
    this.outbox.flush();
    void this.bringRest();
  }

  protected override askForPage(request: Requests['list']) {
    return this.request('list', request);
  }

  protected override sift(questions: Answers['list']['questions']): StaffQuestion[] {
    return questions.filter(isStaffQuestion);
  }

  protected override takePage(page: StaffQuestion[]): void {
    this.list.show(page.filter(({ id }) => !this.#known(id)).map(({ id }) => id));
    this.#keep(page);
  }
}
