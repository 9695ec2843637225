import type { Audience, Lang, OwnQuestion, Refused, Requests } from './protocol.ts';

/** A question that the server has not acknowledged yet. */
export interface PendingQuestion {
  id: string;
  text: string;
  name: string;
  lang: Lang;
  audience: Audience;
  /** The server's last refusal, in the reader's language; empty while it is on its way. */
  message: string;
  /** A refusal that waiting does not mend: the person must act. */
  stuck: boolean;
}

type Send = (
  event: 'ask',
  request: Requests['ask']
) => Promise<{ ok: true; question: OwnQuestion } | Refused>;

/** How long until a question is tried again when the server was busy, in seconds. */
const RETRY = 3;

/**
 * Questions on their way. They are kept in the tab's storage until the server has acknowledged them,
 * and always sent under the same id: a lost answer or a reload can neither lose nor double one.
 */
export class AskOutbox {
  pending = $state.raw<PendingQuestion[]>([]);
  readonly #key: string;
  readonly #send: Send;
  readonly #onSent: (question: OwnQuestion) => void;
  readonly #underWay = new Set<string>();

  constructor(slug: string, send: Send, onSent: (question: OwnQuestion) => void) {
    this.#key = `encuentro.ask.${slug}`;
    this.#send = send;
    this.#onSent = onSent;
  }

  /** Takes up what an earlier visit of this tab left unsent. */
  load(): void {
    this.pending = readPending(this.#key);
  }

  add(question: Pick<PendingQuestion, 'id' | 'text' | 'name' | 'lang' | 'audience'>): void {
    this.#keep([...this.pending, { ...question, message: '', stuck: false }]);
    void this.#try(question.id);
  }

  /** Tries everything that waiting can mend; called at each connection. */
  flush(): void {
    for (const question of this.pending) if (!question.stuck) void this.#try(question.id);
  }

  /** Takes a question off the list and returns it, for editing or because it is not wanted any more. */
  take(id: string): PendingQuestion | undefined {
    const question = this.pending.find((known) => known.id === id);
    this.#keep(this.pending.filter((known) => known.id !== id));
    return question;
  }

  async #try(id: string): Promise<void> {
    const question = this.pending.find((known) => known.id === id);
    if (!question || this.#underWay.has(id)) return;
    this.#underWay.add(id);
    const { text, name, lang, audience } = question;
    const answer = await this.#send('ask', { id, text, lang, audience, ...(name ? { name } : {}) });
    this.#underWay.delete(id);
    if (answer.ok) {
      this.take(id);
      this.#onSent(answer.question);
    } else this.#waitOrStop(id, answer);
  }

  #waitOrStop(id: string, refusal: Refused): void {
    const seconds = refusal.retryAfter ?? (refusal.code === 'busy' ? RETRY : null);
    this.#keep(
      this.pending.map((known) =>
        known.id === id ? { ...known, message: refusal.message, stuck: seconds === null } : known
      )
    );
    if (seconds !== null) setTimeout(() => void this.#try(id), seconds * 1_000 + 200);
  }

  #keep(pending: PendingQuestion[]): void {
    this.pending = pending;
    try {
      if (pending.length > 0) sessionStorage.setItem(this.#key, JSON.stringify(pending));
      else sessionStorage.removeItem(this.#key);
    } catch {
      // Storage is full or forbidden: the question still lives in the page.
    }
  }
}

function readPending(key: string): PendingQuestion[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isPending) : [];
  } catch {
    return [];
  }
}

function isPending(value: unknown): value is PendingQuestion {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    'text' in value &&
    typeof value.text === 'string'
  );
}
