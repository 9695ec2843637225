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

/** Whose decision the hub refused; without a guest where nothing is known of who it was. */
interface RefusedGuest {
  id: string;
  guest: DoorGuest | null;
}

interface DoorOfEvent {
  /** Names what waits on the phone, whatever the language and the address of the page. */
  eventId: string;
  address: string;
}

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
  /** Those that the hub refused, each once, for as long as nobody has read them. */
  refused = $state.raw<readonly RefusedGuest[]>([]);
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
  readonly #key: string;
  readonly #storage: Storage;
  #since: string | null = null;
  #isTalking = false;

  constructor({ eventId, address }: DoorOfEvent, storage: Storage) {
    this.#address = address;
    this.#key = `encuentro-door ${eventId}`;
    this.#storage = storage;
    this.waiting = readWaiting(storage, this.#key);
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
    const before = this.#known;
    this.#take(news);
    this.#wait(this.waiting.filter((decision) => !decisions.includes(decision)));
    const refused = news.outcomes.filter(({ outcome }) => !['saved', 'known'].includes(outcome));
    for (const { id, outcome } of refused) {
      // Without a place they come without a name: the phone had it until now.
      this.#refuse({ id, guest: before.get(id) ?? this.#known.get(id) ?? null });
      if (outcome === 'not_found') this.#forget(id);
    }
  }

  #refuse(refused: RefusedGuest): void {
    this.refused = [...this.refused.filter(({ id }) => id !== refused.id), refused];
  }

  #forget(id: string): void {
    this.#known = new Map([...this.#known].filter(([known]) => known !== id));
  }

  /** Leaves no name on the phone; what was decided waits for who signs in again. */
  #forgetAll(): void {
    this.#known = new Map();
    this.#since = null;
    this.refused = this.refused.map(({ id }) => ({ id, guest: null }));
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
      this.#forgetAll();
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
    if (waiting.length === 0) this.#storage.removeItem(this.#key);
    else this.#storage.setItem(this.#key, JSON.stringify(waiting));
  }
}

function withDecision(guest: DoorGuest, decision: DoorDecision | undefined): DoorGuest {
  if (!decision || decision.present === (guest.came !== null)) return guest;
  const at = new Date(decision.at).toISOString();
  return { ...guest, came: decision.present ? { at, by: null } : null };
}

/** In people, without those who have no place any more: as the hub counts them. */
function sumOf(guests: readonly DoorGuest[]): number {
  return guests.reduce((sum, { seats, place }) => sum + (place ? seats : 0), 0);
}

function readWaiting(storage: Storage, key: string): DoorDecision[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? '[]');
    const read = v.safeParse(v.array(doorDecisionSchema), kept);
    return read.success ? read.output : [];
  } catch {
    return [];
  }
}
