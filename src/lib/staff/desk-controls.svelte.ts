import { tick } from 'svelte';
import { DESK_COLUMNS, type DeskColumnName } from '$lib/realtime/desk-place.ts';
import type { DeskState } from '$lib/realtime/desk.svelte.ts';
import type { DecisionOutcome } from '$lib/realtime/desk-outbox.svelte.ts';
import type { Decision } from '$lib/realtime/desk-projection.ts';
import type { DeclineReason, Lang, StaffQuestion } from '$lib/realtime/protocol.ts';
import { needsTranslation } from './question-marks.ts';
import { nextFrame, revealRow } from './reveal-row.ts';
import { actionsFor, REASONS, stepsOf, type PanelKind, type RowAction } from './desk-actions.ts';

/** What is open in the selected row; `bulk` stands in the bar of the marked ones instead. */
export type OpenPanel =
  | {
      kind: PanelKind;
      id: string;
      /** What was typed was typed on this version, whatever colleagues change meanwhile. */
      version: number;
    }
  | { kind: 'claimed'; id: string; name: string; then: RowAction }
  | { kind: 'bulk' };

/** Frames until a row that was far away is measured and can take the focus. */
const FOCUS_TRIES = 8;
const KEYS_SETTING = 'encuentro.desk.keys';

/** The keys and panels of the desk: what a press means now, and where the focus goes. */
export class DeskControls {
  panel = $state.raw<OpenPanel | null>(null);
  isHelping = $state(false);
  keysOn = $state(true);
  /** What was typed and neither saved nor sent, by panel and question. */
  readonly drafts = new Map<string, string>();
  /** A sentence about something that could not be done, by its key. */
  hint = $state<'nothingToTake' | 'needsTranslation' | null>(null);
  readonly #desk: DeskState;
  readonly #lang: () => Lang;

  constructor(desk: DeskState, lang: () => Lang) {
    this.#desk = desk;
    this.#lang = lang;
  }

  loadSettings(): void {
    this.keysOn = localStorage.getItem(KEYS_SETTING) !== 'off';
  }

  switchKeys(isOn: boolean): void {
    this.keysOn = isOn;
    localStorage.setItem(KEYS_SETTING, isOn ? 'on' : 'off');
  }

  async select(id: string | null): Promise<void> {
    if (id !== this.#desk.list.selectedId) this.#shut();
    this.#desk.select(id);
    await this.focusSelected();
  }

  /** Starts an action on a question; asks first while a colleague is on it, and stays where a translation is missing. */
  async act(action: RowAction, question: StaffQuestion, isSure = false): Promise<void> {
    const { list } = this.#desk;
    if (question.id !== list.selectedId) this.#desk.select(question.id);
    if (action === 'mark') return list.mark(question.id);
    const name = this.#desk.claimant(question);
    if (name && !isSure) return this.open({ kind: 'claimed', id: question.id, name, then: action });
    const { id, version } = question;
    if (isPanel(action)) return this.open({ kind: action, id, version });
    const steps = stepsOf(action, question);
    if (needsTranslation(steps, question, this.#desk.policy)) this.hint = 'needsTranslation';
    else await this.decide(steps);
  }

  /** Does what was asked for although a colleague is on the question. */
  async goOn(
    { then }: Extract<OpenPanel, { kind: 'claimed' }>,
    question: StaffQuestion
  ): Promise<void> {
    this.#shut();
    await this.act(then, question, true);
  }

  open(panel: OpenPanel): void {
    this.panel = panel;
    this.hint = null;
    if (panel.kind === 'bulk') return;
    this.#desk.list.pin(true);
    if (panel.kind !== 'claimed') this.#desk.claims.hold(panel.id);
  }

  /** Closes what is open and gives the focus back to its row. */
  async close(): Promise<void> {
    this.#shut();
    await this.focusSelected();
  }

  /** Decides and follows the selection; where words were typed and are refused, their panel comes back. */
  async decide(decisions: readonly Decision[]): Promise<void> {
    const { panel } = this;
    this.#shut();
    const version = panel && hasWords(panel) ? { version: panel.version } : {};
    const outcome = this.#desk.decide(decisions.map((one) => ({ ...version, ...one })));
    await this.focusSelected();
    if (panel && hasWords(panel)) this.#settleWords(panel, await outcome);
    await outcome;
  }

  /** Shows another column; a question in it is selected, so that no key acts on what is hidden. */
  showColumn(name: DeskColumnName): void {
    if (this.#desk.list.column === name) return;
    this.#shut();
    this.#desk.select(this.#desk.list.columns[name][0]?.id ?? null);
    this.#desk.list.column = name;
  }

  async decline(reason: DeclineReason): Promise<void> {
    const { list } = this.#desk;
    const questions =
      this.panel?.kind === 'bulk' ? this.marked : list.selected ? [list.selected] : [];
    // Before the hub has answered: what is marked meanwhile is for the next decision.
    list.unmark(questions);
    await this.decide(questions.flatMap((question) => stepsOf('decline', question, reason)));
  }

  get marked(): StaffQuestion[] {
    const { list } = this.#desk;
    return [...list.marked].flatMap((id) => list.find(id) ?? []);
  }

  async approveMarked(): Promise<void> {
    const { marked } = this;
    this.#desk.list.unmark(marked);
    await this.decide(marked.flatMap((question) => stepsOf('approve', question)));
  }

  /** From the search box into what it found. */
  async selectFound(): Promise<void> {
    const { list } = this.#desk;
    const name = DESK_COLUMNS.find((one) => list.columns[one].length > 0);
    const isShown = list.columns[list.column].some(({ id }) => id === list.selectedId);
    if (!isShown && name) this.#desk.select(list.columns[name][0]?.id ?? null);
    await this.focusSelected();
  }

  async dismiss(): Promise<void> {
    this.#desk.dismissRefusals();
    await this.focusSelected();
  }

  async undo(): Promise<void> {
    this.#shut();
    await this.#desk.undo();
    await this.focusSelected();
  }

  async takeNext(lang: Lang): Promise<void> {
    this.#shut();
    this.hint = this.#desk.takeNext(lang) ? null : 'nothingToTake';
    await this.focusSelected();
  }

  async showNew(): Promise<void> {
    this.#desk.list.showNew();
    if (!this.#desk.list.selected) this.#desk.list.move(1);
    await this.focusSelected();
  }

  /** The selected row has the focus, so that a screen reader reads it and Tab leads to its buttons. */
  async focusSelected(tries = FOCUS_TRIES): Promise<void> {
    await tick();
    const { list } = this.#desk;
    const id = list.selectedId ? `desk-${list.selectedId}` : `column-${list.column}`;
    const row = document.getElementById(id);
    row?.focus({ preventScroll: true });
    if (row && document.activeElement === row) return revealRow(row);
    if (tries === 0) return;
    await nextFrame();
    await this.focusSelected(tries - 1);
  }

  /** What a key does now; false when it means nothing here. Escape and arrows work with the keys switched off. */
  press(key: string): boolean {
    if (key === 'Escape') return this.#escape();
    if (this.panel) return this.keysOn && this.#pressReason(key);
    return this.#pressArrow(key) || (this.keysOn && this.#pressLetter(key));
  }

  /** Alt with an arrow moves the selected question in "next up". */
  pressWithAlt(key: string): boolean {
    if (this.panel || (key !== 'ArrowUp' && key !== 'ArrowDown')) return false;
    if (this.#desk.list.selected?.status !== 'queued') return false;
    void this.#desk.shift(key === 'ArrowUp' ? -1 : 1).then(() => this.focusSelected());
    return true;
  }

  /** After a no the next try is made on what is shown then. */
  #settleWords(panel: WordsPanel, outcome: DecisionOutcome): void {
    const { list } = this.#desk;
    const question = list.find(panel.id);
    if (outcome !== 'refused') this.drafts.delete(`${panel.kind} ${panel.id}`);
    else if (question && list.selectedId === panel.id && !this.panel)
      this.open({ ...panel, version: question.version });
  }

  #escape(): boolean {
    if (this.panel) void this.close();
    else if (this.#desk.list.marked.size > 0) this.#desk.list.unmarkAll();
    else return false;
    return true;
  }

  #pressReason(key: string): boolean {
    const reason = REASONS[Number(key) - 1];
    if (!reason || (this.panel?.kind !== 'decline' && this.panel?.kind !== 'bulk')) return false;
    void this.decline(reason);
    return true;
  }

  #pressArrow(key: string): boolean {
    const { list } = this.#desk;
    const focus = document.activeElement;
    const isHere = focus === document.body || focus?.closest('[data-desk-column]');
    if (!isHere) return false;
    if (key === 'ArrowDown' || key === 'ArrowUp') this.#move(key === 'ArrowDown' ? 1 : -1);
    else if (key === 'ArrowRight' || key === 'ArrowLeft') {
      list.moveColumn(key === 'ArrowRight' ? 1 : -1);
      void this.focusSelected();
    } else return false;
    return true;
  }

  #pressLetter(key: string): boolean {
    if (this.#desk.list.marked.size > 0 && this.#pressForMarked(key)) return true;
    const { selected } = this.#desk.list;
    const action = selected && actionsFor(selected).find((known) => known.key === key);
    if (action) void this.act(action.action, selected);
    else if (key === 'j' || key === 'k') this.#move(key === 'j' ? 1 : -1);
    else return this.#pressGlobal(key);
    return true;
  }

  #pressForMarked(key: string): boolean {
    if (key === 'a') void this.approveMarked();
    else if (key === 'd') this.open({ kind: 'bulk' });
    else return false;
    return true;
  }

  #pressGlobal(key: string): boolean {
    switch (key) {
      case 'u':
        void this.undo();
        return true;
      case 's':
        void this.showNew();
        return true;
      case 'c':
        void this.takeNext(this.#lang());
        return true;
      case '/':
        document.getElementById('desk-search')?.focus();
        return true;
      case '?':
        this.isHelping = true;
        return true;
      default:
        return false;
    }
  }

  #move(step: 1 | -1): void {
    this.#desk.claims.drop();
    this.#desk.list.move(step);
    void this.focusSelected();
  }

  #shut(): void {
    this.panel = null;
    this.hint = null;
    this.#desk.list.pin(false);
    this.#desk.claims.drop();
  }
}

const PANELS: readonly RowAction[] = [
  'decline',
  'edit',
  'translate',
  'merge',
  'label',
  'message',
  'stand'
];

type WordsPanel = Extract<OpenPanel, { version: number }>;

/** Whether something was typed that must not be lost when the decision is refused. */
function hasWords(panel: OpenPanel): panel is WordsPanel {
  return ['edit', 'translate', 'label', 'message'].includes(panel.kind);
}

function isPanel(action: RowAction): action is PanelKind {
  return PANELS.includes(action);
}
