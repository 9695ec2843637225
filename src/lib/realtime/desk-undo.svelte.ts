import type { PendingDecision } from './desk-outbox.svelte.ts';
import type { Decision } from './desk-projection.ts';
import type { ModerateAction, StaffQuestion } from './protocol.ts';

/** What undoing a decision needs to know of the room as it was. */
export interface WayBack {
  /** Where the hub keeps no way back, the decision that is one. */
  back?: Decision;
  /** A start ends the turn of this question; taking it back gives the turn back. */
  turn?: { id: string; from: number };
}

/** What one key press did to one question: from which version to which. */
interface UndoPart extends WayBack {
  id: string;
  from: number;
  version: number;
}

/** What one key press did, taken back as one. */
export interface UndoEntry {
  batch: number;
  action: ModerateAction;
  parts: UndoPart[];
}

/** Decisions that no undo leads out of: they changed nothing, or somebody has read them. */
const FINAL: readonly ModerateAction[] = ['undo', 'claim', 'release', 'note', 'reply'];
const ENTRIES_MAX = 100;

export function isFinal(action: ModerateAction): boolean {
  return FINAL.includes(action);
}

/** The decisions of this desk, newest last, that can be taken back while nobody has decided anew. */
export class UndoStack {
  entries = $state.raw<UndoEntry[]>([]);
  /** What is being undone, by question, in the order of the answers to come. */
  readonly #taken = new Map<string, UndoPart[]>();

  /** Remembers an answered decision; those of one batch are one entry. */
  remember(pending: PendingDecision, part: UndoPart): void {
    const { action } = pending.request;
    if (isFinal(action)) return;
    const known = this.entries.find((entry) => entry.batch === pending.batch);
    const entry: UndoEntry = {
      batch: pending.batch,
      action,
      parts: [...(known?.parts ?? []), part]
    };
    this.entries = [...this.entries.filter((one) => one !== known), entry].slice(-ENTRIES_MAX);
  }

  /** The last entry, or that of one batch, of which something is still as it left it. */
  last(find: (id: string) => StaffQuestion | undefined, batch?: number): UndoEntry | null {
    const isMeant = (entry: UndoEntry) => batch === undefined || entry.batch === batch;
    return this.entries.findLast((entry) => isMeant(entry) && isStanding(entry, find)) ?? null;
  }

  /** Takes an entry off, and returns the decisions that undo it, the last one first. */
  take(entry: UndoEntry, find: (id: string) => StaffQuestion | undefined): Decision[] {
    this.entries = this.entries.filter((one) => one !== entry);
    const standing = new Set(finalParts(entry, find).map((part) => part.id));
    const parts = entry.parts.toReversed().filter((part) => standing.has(part.id));
    for (const part of parts)
      if (!part.back) this.#taken.set(part.id, [...(this.#taken.get(part.id) ?? []), part]);
    return parts.map((part) => part.back ?? { id: part.id, action: 'undo' });
  }

  /** After an undo the question is what it was before, under a new number: earlier entries go on from there. */
  undone(id: string, version: number): void {
    const [taken, ...rest] = this.#taken.get(id) ?? [];
    this.#taken.set(id, rest);
    if (!taken) return;
    this.#rebase(id, taken.from, version);
    // Ending the turn was one version, giving it back is another.
    if (taken.turn) this.#rebase(taken.turn.id, taken.turn.from, taken.turn.from + 2);
  }

  #rebase(id: string, from: number, version: number): void {
    this.entries = this.entries.map((entry) => ({
      ...entry,
      parts: entry.parts.map((part) =>
        part.id === id && part.version === from ? { ...part, version } : part
      )
    }));
  }
}

/** What undoing a decision about these questions will need to know. */
export function wayBackOf(decision: Decision, questions: readonly StaffQuestion[]): WayBack {
  const { id, action } = decision;
  if (action === 'stand') {
    const standing = questions.find((one) => one.id === id)?.standing ?? 'free';
    return { back: { id, action, standing } };
  }
  const live = action === 'start' && questions.find(({ status }) => status === 'live');
  return live ? { turn: { id: live.id, from: live.version } } : {};
}

function isStanding(entry: UndoEntry, find: (id: string) => StaffQuestion | undefined): boolean {
  return finalParts(entry, find).length > 0;
}

/** The last part of each question, where nobody decided since. */
function finalParts(entry: UndoEntry, find: (id: string) => StaffQuestion | undefined): UndoPart[] {
  return entry.parts.filter(
    (part) =>
      entry.parts.findLast((one) => one.id === part.id) === part &&
      find(part.id)?.version === part.version
  );
}
