import { FollowedRoom } from './followed-room.svelte.ts';
import { byNewest, byOldest, upsertById } from './question-list.ts';
import { LiveConnection } from './live-connection.svelte.ts';
import type {
  Changes,
  DeclineReason,
  Lang,
  ModerateAction,
  QaState,
  Snapshot,
  StaffQuestion
} from './protocol.ts';

export type DeskColumnName = 'waiting' | 'stage' | 'done';
export type DeskAction = Extract<
  ModerateAction,
  'approve' | 'decline' | 'restore' | 'start' | 'answer' | 'reopen' | 'undo'
>;

/** A decision of this desk that can be taken back while nobody has decided anew. */
interface Decision {
  id: string;
  action: DeskAction;
}

/** Something a moderator must hear: a refusal, or that a colleague was first. */
export interface DeskMessage {
  code: string;
  text: string;
}

/** Two presses that mean one decision are this close, in milliseconds. */
const UNDO_MAX = 100;

/**
 * The moderation desk: all questions of a room in three columns, kept current by the socket. What is new
 * waits until the moderator asks for it, and a question that a colleague decided stays in place while it
 * is selected: nothing moves under the reader.
 */
export class DeskState extends FollowedRoom<StaffQuestion> {
  selectedId = $state<string | null>(null);
  message = $state.raw<DeskMessage | null>(null);
  busy = $state(false);
  #shown = $state.raw<ReadonlySet<string>>(new Set());
  /** The column in which the selected question was when it was selected. */
  #heldIn = $state<DeskColumnName | null>(null);
  #decisions = $state.raw<Decision[]>([]);
  #connection = $state.raw<LiveConnection<StaffQuestion> | null>(null);

  readonly selected = $derived(
    this.questions.find((question) => question.id === this.selectedId) ?? null
  );
  readonly waiting = $derived(this.questions.filter((question) => question.status === 'waiting'));
  readonly unseen = $derived(
    this.waiting.filter((question) => !this.#shown.has(question.id)).length
  );
  readonly columns: Record<DeskColumnName, StaffQuestion[]> = $derived({
    waiting: this.#column('waiting')
      .filter((question) => this.#shown.has(question.id))
      .sort(byOldest),
    stage: this.#column('stage').sort(liveFirst),
    done: this.#column('done').sort(byNewest)
  });
  readonly lastDecision = $derived.by(() => {
    const last = this.#decisions.at(-1);
    const question = last && this.questions.find((known) => known.id === last.id);
    return last && question ? { ...last, question } : null;
  });

  constructor(snapshot: Snapshot<StaffQuestion>) {
    super();
    this.replace(snapshot);
    this.showNew();
    this.select(this.columns.waiting[0]?.id ?? null);
  }

  get connected(): boolean | null {
    return this.#connection?.connected ?? null;
  }

  follow(auth: { event: string; lang: Lang }, onLeaving: () => void): () => void {
    const connection = new LiveConnection<StaffQuestion>(this, auth);
    connection.socket.on('viewers', ({ count }) => (this.viewers = count));
    connection.socket.on('leaving', ({ reason }) => reason !== 'restart' && onLeaving());
    this.#connection = connection;
    return () => {
      connection.close();
      this.#connection = null;
    };
  }

  override apply(changes: Changes<StaffQuestion>): void {
    super.apply(changes);
    if (this.#shown.size === 0) this.showNew();
  }

  /** Lets the waiting questions in that came since the last look. */
  showNew(): void {
    this.#shown = new Set(this.questions.map((question) => question.id));
  }

  select(id: string | null): void {
    this.selectedId = id;
    const question = this.questions.find((known) => known.id === id);
    this.#heldIn = question ? columnOf(question) : null;
  }

  /** Moves the selection within its column. */
  move(step: 1 | -1): void {
    const column = this.columns[this.#heldIn ?? 'waiting'];
    const at = column.findIndex((question) => question.id === this.selectedId);
    const next = column[Math.min(column.length - 1, Math.max(0, at + step))];
    if (next) this.select(next.id);
  }

  /** Decides on a question, on the version that is on the screen. */
  async decide(question: StaffQuestion, action: DeskAction, reason?: DeclineReason): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.message = null;
    const next = action === 'undo' ? question.id : this.#neighbourOf(question.id);
    const answer = await this.#request({
      id: question.id,
      action,
      version: question.version,
      ...(reason ? { reason } : {})
    });
    this.busy = false;
    if (answer.ok) {
      this.#keep(answer.question);
      this.#remember(question.id, action);
      if (this.selectedId === question.id && next) this.select(next);
      return;
    }
    if (answer.current) this.#keep(answer.current);
    this.message = { code: answer.code, text: answer.message };
  }

  /** Takes the last decision of this desk back, unless somebody has decided since. */
  async undo(): Promise<void> {
    const last = this.lastDecision;
    if (!last) return;
    await this.decide(last.question, 'undo');
    this.select(last.id);
  }

  async setQa(qa: QaState): Promise<void> {
    const answer = await this.#connection?.request('room', { qa });
    if (answer?.ok) this.room = answer.room;
    else if (answer) this.message = { code: answer.code, text: answer.message };
  }

  #request(request: { id: string; action: DeskAction; version: number; reason?: DeclineReason }) {
    const offline = { ok: false as const, code: 'busy' as const, message: '', current: undefined };
    return this.#connection?.request('moderate', request) ?? Promise.resolve(offline);
  }

  #remember(id: string, action: DeskAction): void {
    const others = this.#decisions.filter((decision) => decision.id !== id);
    this.#decisions = action === 'undo' ? others : [...others, { id, action }].slice(-UNDO_MAX);
  }

  #keep(question: StaffQuestion): void {
    const known = this.questions.find((one) => one.id === question.id);
    if (!known || known.version <= question.version)
      this.questions = upsertById(this.questions, question);
  }

  #neighbourOf(id: string): string | null {
    const column = this.columns[this.#heldIn ?? 'waiting'];
    const at = column.findIndex((question) => question.id === id);
    return (column[at + 1] ?? column[at - 1])?.id ?? null;
  }

  #column(name: DeskColumnName): StaffQuestion[] {
    return this.questions.filter((question) => {
      const held = question.id === this.selectedId ? this.#heldIn : null;
      return (held ?? columnOf(question)) === name;
    });
  }
}

/** Where a question stands on the desk; withdrawn and merged ones stand nowhere. */
export function columnOf(question: StaffQuestion): DeskColumnName | null {
  if (question.status === 'waiting') return 'waiting';
  if (question.status === 'approved' || question.status === 'queued' || question.status === 'live')
    return 'stage';
  return question.status === 'answered' || question.status === 'declined' ? 'done' : null;
}

function liveFirst(a: StaffQuestion, b: StaffQuestion): number {
  return (
    Number(b.status === 'live') - Number(a.status === 'live') || b.votes - a.votes || byOldest(a, b)
  );
}
