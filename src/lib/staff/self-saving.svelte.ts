/** How long somebody pauses before what they typed is saved, in milliseconds. */
const PAUSE = 1_000;

/** Saves a form by itself: some time after the last key, one save at a time, and says how it stands. */
export class SelfSaving {
  /** Keys of `people:saving`. */
  state = $state<'still' | 'unsaved' | 'saving' | 'saved' | 'failed'>('still');
  #timer: ReturnType<typeof setTimeout> | undefined;
  #busy = false;
  #again = false;
  /** Somebody else changed the same: from then on only a person decides to save. */
  #held = false;
  readonly #save: () => void;

  constructor(save: () => void) {
    this.#save = save;
  }

  /** Something was typed. */
  soon(): void {
    this.state = 'unsaved';
    clearTimeout(this.#timer);
    if (this.#held) return;
    this.#timer = setTimeout(() => this.now(), PAUSE);
  }

  now(): void {
    clearTimeout(this.#timer);
    if (this.#held) this.state = 'unsaved';
    else if (this.#busy) this.#again = true;
    else queueMicrotask(this.#save);
  }

  begin(): void {
    clearTimeout(this.#timer);
    this.#busy = true;
    this.#again = false;
    this.#held = false;
    this.state = 'saving';
  }

  end(outcome: 'saved' | 'failed' | 'conflict'): void {
    this.#busy = false;
    this.#held = outcome === 'conflict';
    this.state = outcome === 'saved' ? 'saved' : 'failed';
    if (outcome === 'saved' && this.#again) this.soon();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
