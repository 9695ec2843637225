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
  /** What somebody pressed while a save was under way. */
  #pressed: HTMLElement | null = null;
  readonly #save: (button?: HTMLElement) => void;

  /** `save` sends the form, by the button that somebody pressed if there is one. */
  constructor(save: (button?: HTMLElement) => void) {
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
    else queueMicrotask(() => this.#save());
  }

  /**
   * Whether the form may be sent now. While a save is under way it may not, for it would stand on a version that
   * is about to be old, and its author would be in conflict with themselves: the button waits for that save.
   */
  begin(button: HTMLElement | null): boolean {
    clearTimeout(this.#timer);
    if (this.#busy) {
      this.#pressed = button;
      return false;
    }
    this.#busy = true;
    this.#again = false;
    this.#held = false;
    this.state = 'saving';
    return true;
  }

  end(outcome: 'saved' | 'failed' | 'conflict'): void {
    this.#busy = false;
    this.#held = outcome === 'conflict';
    this.state = outcome === 'saved' ? 'saved' : 'failed';
    const pressed = this.#pressed;
    this.#pressed = null;
    if (outcome !== 'saved') return;
    if (pressed) this.#save(pressed);
    else if (this.#again) this.soon();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
