import * as v from 'valibot';
import {
  doorDecisionSchema,
  MOST_DECISIONS,
  type DoorDecision,
  type DoorGuest,
  type DoorNews,
  type DoorOutcome,
  type DoorReport
} from '$lib/schema/check-in.ts';

type Line = 'loading' | 'online' | 'offline' | 'refused';

/** How often a door asks what other doors did, in milliseconds. */
const EVERY = 10_000;

/**
 * A door as a phone holds it. Names live in memory alone and go with the page; what was decided waits in
 * `storage` until the hub has it, as ids and times that tell nothing, so that a crash loses no arrival.
 */
export class Door {
  line = $state<Line>('loading');
  /** Decisions that the hub does not know yet. */
  waiting = $state.raw<readonly DoorDecision[]>([]);
  /** Those that the hub refused, for as long as nobody has read them. */
  refused = $state.raw<readonly DoorGuest[]>([]);
  #known = $state.raw<ReadonlyMap<string, DoorGuest>>(new Map());

  /** Everybody with a place, as decided here, also where the hub has not heard of it. */
  readonly guests = $derived.by(() => {
    const decided = new Map(this.waiting.map((decision) => [decision.id, decision]));
    return [...this.#known.values()]
      .filter((guest) => guest.place || guest.came !== null)
      .map((guest) => withDecision(guest, decided.get(guest.id)));
  });
  readonly expected = $derived(sumOf(this.guests));
  readonly came = $derived(sumOf(this.guests.filter((guest) => guest.came !== null)));

  readonly #address: string;
  readonly #storage: Storage;
  #since: string | null = null;
  #isTalking = false;

  constructor(address: string, storage: Storage) {
    this.#address = address;
    this.#storage = storage;
    this.waiting = readWaiting(storage, address);
  }

  /** Begins to talk with the hub; what it returns ends that. */
  start(): () => void {
    const talk = () => void this.talk();
    const timer = setInterval(() => document.hidden || talk(), EVERY);
    addEventListener('online', talk);
    document.addEventListener('visibilitychange', talk);
    talk();
    return () => {
      clearInterval(timer);
      removeEventListener('online', talk);
      document.removeEventListener('visibilitychange', talk);
    };
  }

  /** Lets somebody in, or takes it back; it is shown at once and sent as soon as there is a connection. */
  decide(id: string, present: boolean): void {
    this.#wait([...this.waiting, { id, present, at: Date.now() }]);
    void this.talk();
  }

  forgetRefused(): void {
    this.refused = [];
  }

  /** Sends what waits and asks what is new. One at a time: what comes in meanwhile goes with the next. */
  async talk(): Promise<void> {
    if (this.#isTalking) return;
    this.#isTalking = true;
    try {
      do {
        if (this.#since === null) await this.#load();
        else await this.#report(this.#since);
      } while (this.line === 'online' && this.waiting.length > 0);
    } catch {
      this.line = 'offline';
    } finally {
      this.#isTalking = false;
    }
  }

  async #load(): Promise<void> {
    const news = await this.#fetch<DoorNews>();
    if (news) this.#take(news);
  }

  async #report(since: string): Promise<void> {
    const decisions = this.waiting.slice(0, MOST_DECISIONS);
    const report: DoorReport = { sent: Date.now(), since, decisions: [...decisions] };
    const news = await this.#fetch<DoorNews & { outcomes: DoorOutcome[] }>(report);
    if (!news) return;
    this.#take(news);
    this.#wait(this.waiting.filter((decision) => !decisions.includes(decision)));
    const refused = news.outcomes.filter(({ outcome }) => !['saved', 'known'].includes(outcome));
    this.refused = [...this.refused, ...refused.flatMap(({ id }) => this.#known.get(id) ?? [])];
  }

  /** Null when this sign-in may not be at the door any more; throws without a connection. */
  async #fetch<Answer>(report?: DoorReport): Promise<Answer | null> {
    const response = await fetch(this.#address, {
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(20_000),
      ...(report && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(report)
      })
    });
    if ([401, 403, 404].includes(response.status)) {
      this.line = 'refused';
      return null;
    }
    if (!response.ok) throw new Error(`the door answered ${response.status}`);
    const answer: Answer = await response.json();
    this.line = 'online';
    return answer;
  }

  #take({ guests, since }: DoorNews): void {
    const known = new Map(this.#known);
    for (const guest of guests) known.set(guest.id, guest);
    this.#known = known;
    this.#since = since;
  }

  #wait(waiting: readonly DoorDecision[]): void {
    this.waiting = waiting;
    const key = keyOf(this.#address);
    if (waiting.length === 0) this.#storage.removeItem(key);
    else this.#storage.setItem(key, JSON.stringify(waiting));
  }
}

function withDecision(guest: DoorGuest, decision: DoorDecision | undefined): DoorGuest {
  if (!decision || decision.present === (guest.came !== null)) return guest;
  const at = new Date(decision.at).toISOString();
  return { ...guest, came: decision.present ? { at, by: null } : null };
}

function sumOf(guests: readonly DoorGuest[]): number {
  return guests.reduce((sum, { seats }) => sum + seats, 0);
}

function keyOf(address: string): string {
  return `encuentro-door ${address}`;
}

function readWaiting(storage: Storage, address: string): DoorDecision[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(keyOf(address)) ?? '[]');
    const read = v.safeParse(v.array(doorDecisionSchema), kept);
    return read.success ? read.output : [];
  } catch {
    return [];
  }
}
