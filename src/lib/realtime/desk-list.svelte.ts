import { balanceOf } from './desk-balance.ts';
import { makeMatcher, NO_FILTER, type DeskFilter } from './desk-filter.ts';
import {
  byArrival,
  byEnd,
  columnOf,
  DESK_COLUMNS,
  placeOf,
  queueOf,
  stageOrder,
  type DeskColumnName,
  type DeskPlace
} from './desk-place.ts';
import type { StaffQuestion } from './protocol.ts';

/**
 * What of the questions is shown, in which order, and which one is selected. What is new waits until the
 * moderator asks for it, and a question that leaves its place stays there while it is selected: nothing
 * moves under the reader.
 */
export class DeskList {
  selectedId = $state<string | null>(null);
  /** The column in which the keys move. */
  column = $state<DeskColumnName>('waiting');
  filter = $state.raw<DeskFilter>(NO_FILTER);
  marked = $state.raw<ReadonlySet<string>>(new Set());
  readonly #source: () => readonly StaffQuestion[];
  #shown = $state.raw<ReadonlySet<string>>(new Set());
  /** The votes by which the published are ordered: they count on, the order waits for a decision. */
  #settledVotes = $state.raw<ReadonlyMap<string, number>>(new Map());
  /** Where the selected question was when it was selected. */
  #heldIn = $state.raw<DeskPlace | null>(null);
  /** The selected question stays whatever is searched for: somebody is typing in it. */
  #isPinned = $state(false);

  readonly all = $derived.by(() => this.#source());
  readonly #byId = $derived(new Map(this.all.map((question) => [question.id, question])));
  readonly selected = $derived.by(() => this.find(this.selectedId ?? ''));
  /** Empty while the selected question is where it was: then moving the selection sorts nothing anew. */
  readonly #held = $derived.by(() => {
    const { selected } = this;
    const left = selected && this.#heldIn && placeOf(selected) !== this.#heldIn;
    return selected && (left || this.#isPinned) ? selected.id : '';
  });
  readonly unseen = $derived(
    this.all.filter((question) => placeOf(question) === 'waiting' && !this.#shown.has(question.id))
      .length
  );
  readonly apart = $derived(this.all.filter((question) => placeOf(question) === 'apart').length);
  readonly #queue = $derived(new Map(queueOf(this.all).map(({ id }, index) => [id, index + 1])));
  readonly balance = $derived(balanceOf(this.all));
  readonly columns: Record<DeskColumnName, StaffQuestion[]> = $derived.by(() => {
    const matches = makeMatcher(this.filter);
    const columns: Record<DeskColumnName, StaffQuestion[]> = { waiting: [], stage: [], done: [] };
    for (const question of this.all) {
      const isHeld = question.id === this.#held;
      const place = isHeld ? this.#heldIn : placeOf(question);
      if (place && (isHeld || (this.#isOpen(place, question.id) && matches(question))))
        columns[columnOf(place)].push(question);
    }
    columns.waiting.sort(byArrival);
    columns.stage.sort(stageOrder(this.#settledVotes));
    columns.done.sort(byEnd);
    return columns;
  });

  constructor(source: () => readonly StaffQuestion[]) {
    this.#source = source;
  }

  find(id: string): StaffQuestion | undefined {
    return this.#byId.get(id);
  }

  /** The place in "next up", the first is 1; 0 for a question that is not in it. */
  placeInQueue(id: string): number {
    return this.#queue.get(id) ?? 0;
  }

  /** Lets the waiting questions in that came since the last look. */
  showNew(): void {
    this.#shown = new Set(this.all.map(({ id }) => id));
    this.settle();
  }

  /** Older questions that the first page did not hold are nothing new. */
  show(ids: Iterable<string>): void {
    this.#shown = new Set([...this.#shown, ...ids]);
  }

  get isEmpty(): boolean {
    return this.#shown.size === 0;
  }

  /** Orders the published by their votes as they are now. */
  settle(): void {
    this.#settledVotes = new Map(this.all.map(({ id, votes }) => [id, votes]));
  }

  select(id: string | null): void {
    const question = this.find(id ?? '');
    this.selectedId = question?.id ?? null;
    this.#heldIn = question ? placeOf(question) : null;
    this.#isPinned = false;
    if (this.#heldIn) this.column = columnOf(this.#heldIn);
  }

  pin(isPinned: boolean): void {
    this.#isPinned = isPinned;
  }

  /** Moves the selection within its column. */
  move(step: 1 | -1): void {
    const column = this.columns[this.column];
    const at = column.findIndex(({ id }) => id === this.selectedId);
    const next = at < 0 ? column[0] : column[Math.min(column.length - 1, Math.max(0, at + step))];
    if (next) this.select(next.id);
  }

  /** Moves the selection to the next column that has something in it. */
  moveColumn(step: 1 | -1): void {
    const order = step > 0 ? DESK_COLUMNS : DESK_COLUMNS.toReversed();
    const next = order
      .slice(order.indexOf(this.column) + 1)
      .find((name) => this.columns[name].length > 0);
    if (next) this.select(this.columns[next][0]?.id ?? null);
  }

  /** The next one in the column that is not among `ids`, or the one before. */
  neighbourOf(id: string, ids: ReadonlySet<string>): string | null {
    const column = this.columns[this.column];
    const at = column.findIndex((question) => question.id === id);
    const isOther = (question: StaffQuestion) => !ids.has(question.id);
    const next = column.slice(at + 1).find(isOther) ?? column.slice(0, at).findLast(isOther);
    return next?.id ?? null;
  }

  mark(id: string): void {
    const marked = new Set(this.marked);
    if (!marked.delete(id)) marked.add(id);
    this.marked = marked;
  }

  unmark(questions: readonly StaffQuestion[]): void {
    this.marked = new Set([...this.marked].filter((id) => !questions.some((one) => one.id === id)));
  }

  unmarkAll(): void {
    this.marked = new Set();
  }

  #isOpen(place: DeskPlace, id: string): boolean {
    if (place === 'waiting') return !this.filter.apart && this.#shown.has(id);
    return place === 'apart' ? this.filter.apart : true;
  }
}
