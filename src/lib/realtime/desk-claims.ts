import type { Refused, Requests, StaffQuestion } from './protocol.ts';

/** A claim lapses after a minute; it is renewed twice in that time. */
const RENEWAL = 30_000;

type Send = (
  request: Requests['moderate']
) => Promise<{ ok: true; question: StaffQuestion } | Refused>;

/** Tells the colleagues which question one is on, for as long as one is. A refusal changes nothing here. */
export class ClaimKeeper {
  #id: string | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #send: Send;
  readonly #find: (id: string) => StaffQuestion | undefined;

  constructor(send: Send, find: (id: string) => StaffQuestion | undefined) {
    this.#send = send;
    this.#find = find;
  }

  /** Claims a question and gives the one before back. */
  hold(id: string): void {
    if (this.#id === id) return;
    this.drop();
    this.#id = id;
    void this.#say('claim', id);
    this.#timer = setInterval(() => void this.#say('claim', id), RENEWAL);
  }

  drop(): void {
    clearInterval(this.#timer);
    if (this.#id) void this.#say('release', this.#id);
    this.#id = null;
  }

  async #say(action: 'claim' | 'release', id: string): Promise<void> {
    const question = this.#find(id);
    if (question) await this.#send({ id, action, version: question.version });
  }
}
