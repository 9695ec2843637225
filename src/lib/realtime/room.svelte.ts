import { PagedRoom } from './paged-room.svelte.ts';
import { applyVotes, byNewest, byVotes, upsertById } from './question-list.ts';
import { LiveConnection } from './live-connection.svelte.ts';
import type {
  Answers,
  Changes,
  Lang,
  OwnQuestion,
  PublicQuestion,
  Requests,
  RoomView,
  Snapshot
} from './protocol.ts';
import type { RoomLine } from './room-line.ts';

export type RoomSort = 'top' | 'new';

/** A whole room asks for the rest of a long list when it opens: each waits up to this long before each page, in milliseconds. */
const PAGE_PAUSE = 3_000;

/** What a page is told about the room, in words of the page. */
export type RoomNews =
  | { type: 'live'; question: PublicQuestion }
  | { type: 'mine'; question: OwnQuestion; replied: boolean }
  | { type: 'qa'; qa: RoomView['qa'] };

/**
 * The room as one viewer sees it: complete from the server's first paint, then kept current by the
 * socket. Order on the screen is frozen while people read; what is new waits until they ask for it.
 */
export class RoomState extends PagedRoom<PublicQuestion> {
  mine = $state.raw<OwnQuestion[]>([]);
  voted = $state.raw<ReadonlySet<string>>(new Set());
  sort = $state<RoomSort>('top');
  #order = $state.raw<readonly string[]>([]);
  /** What the snapshot did not hold: nothing new, it only has no place in the order yet. */
  #older = $state.raw<ReadonlySet<string>>(new Set());
  #onNews: (news: RoomNews) => void = () => undefined;

  readonly answered = $derived(
    this.questions.filter((question) => question.status === 'answered').sort(byNewestAnswer)
  );
  readonly #open = $derived(
    this.questions.filter(
      (question) => question.status === 'approved' || question.status === 'queued'
    )
  );
  /** Open questions in the order that this reader has before them. */
  readonly listed = $derived.by(() => {
    const open = new Map(this.#open.map((question) => [question.id, question]));
    return this.#order.flatMap((id) => open.get(id) ?? []);
  });
  readonly #unplaced = $derived.by(() => {
    const placed = new Set(this.#order);
    return this.#open.filter((question) => !placed.has(question.id));
  });
  /** How many came since the order was made. */
  readonly unseen = $derived(this.#unplaced.filter(({ id }) => !this.#older.has(id)).length);

  constructor(snapshot: Snapshot) {
    super();
    this.replace(snapshot);
  }

  /** Connects in the browser; returns the function that disconnects. */
  follow(
    auth: { event: string; lang: Lang },
    onNews: (news: RoomNews) => void,
    onConnect: () => void,
    onRemoved: () => void
  ): () => void {
    this.#onNews = onNews;
    const connection = new LiveConnection<PublicQuestion>(this, { ...auth, as: 'viewer' });
    connection.socket.on('mine', ({ question }) => this.keepOwn(question));
    connection.socket.on('viewers', ({ count }) => (this.viewers = count));
    connection.socket.on('connect', onConnect);
    connection.socket.on('leaving', ({ reason }) => reason === 'removed' && onRemoved());
    connection.socket.on('connect_error', (error) => isForbidden(error) && onRemoved());
    this.join(connection);
    return () => {
      connection.close();
      this.line = null;
    };
  }

  /** Asks by this line from now on. */
  join(line: RoomLine): void {
    this.line = line;
  }

  override replace(snapshot: Snapshot): void {
    super.replace(snapshot);
    this.mine = snapshot.mine;
    this.voted = new Set(snapshot.voted);
    if (this.#order.length === 0) this.reorder();
    void this.#bringOlder();
  }

  override apply(changes: Changes): void {
    const [live, qa] = [this.live?.id, this.room.qa];
    super.apply(changes);
    if (this.listed.length === 0) this.reorder();
    if (this.live && this.live.id !== live) this.#onNews({ type: 'live', question: this.live });
    if (this.room.qa !== qa) this.#onNews({ type: 'qa', qa: this.room.qa });
    void this.#bringOlder();
  }

  /** Puts the open questions in order now, the new ones among them. */
  reorder(sort: RoomSort = this.sort): void {
    this.sort = sort;
    this.#order = idsOf([...this.#open].sort(sort === 'top' ? byVotes : byNewest));
  }

  /** What became of a question of one's own. */
  keepOwn(question: OwnQuestion): void {
    const before = this.mine.find((known) => known.id === question.id);
    this.mine = upsertById(this.mine, question);
    const replied = before?.reply !== question.reply;
    const moved =
      before?.status !== question.status || before.joined?.status !== question.joined?.status;
    if (moved || replied) this.#onNews({ type: 'mine', question, replied });
  }

  /** Votes at once on the screen, and takes it back when the server refuses. Returns the refusal's sentence. */
  async vote(id: string): Promise<string | null> {
    const on = !this.voted.has(id);
    this.#showVote(id, on);
    const answer = await this.request('vote', { id, on });
    if (answer.ok) {
      this.questions = applyVotes(this.questions, { [id]: answer.votes });
      return null;
    }
    this.#showVote(id, !on);
    return answer.message || null;
  }

  protected override async askForPage(request: Requests['list']) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * PAGE_PAUSE));
    return this.request('list', request);
  }

  protected override sift(questions: Answers['list']['questions']): PublicQuestion[] {
    return questions.filter(isPublicQuestion);
  }

  protected override takePage(page: PublicQuestion[]): void {
    const ids = new Set(idsOf(page));
    this.#older = new Set([...this.#older, ...ids]);
    this.questions = [...this.questions.filter(({ id }) => !ids.has(id)), ...page];
  }

  /**
   * Brings the rest of a long list without a word. The most voted are here since the first paint, so the
   * others go below them; by time they go between, where nothing else changes its place.
   */
  async #bringOlder(): Promise<void> {
    if (!this.line || !(await this.bringRest())) return;
    const older = this.#unplaced.filter(({ id }) => this.#older.has(id)).sort(byVotes);
    this.#older = new Set();
    this.#order =
      this.sort === 'top'
        ? [...this.#order, ...idsOf(older)]
        : idsOf([...this.listed, ...older].sort(byNewest));
  }

  #showVote(id: string, on: boolean): void {
    const voted = new Set(this.voted);
    if (on) voted.add(id);
    else voted.delete(id);
    this.voted = voted;
    const question = this.questions.find((known) => known.id === id);
    if (question)
      this.questions = applyVotes(this.questions, {
        [id]: Math.max(0, question.votes + (on ? 1 : -1))
      });
  }
}

/** The handshake was refused: the place was given up, or moved to another device meanwhile. */
function isForbidden(error: Error & { data?: unknown }): boolean {
  const { data } = error;
  return typeof data === 'object' && data !== null && 'code' in data && data.code === 'forbidden';
}

/** A question of one's own says for whom it is, one that everybody sees does not. */
function isPublicQuestion(question: object): question is PublicQuestion {
  return !('audience' in question);
}

function idsOf(questions: readonly PublicQuestion[]): string[] {
  return questions.map(({ id }) => id);
}

function byNewestAnswer(a: PublicQuestion, b: PublicQuestion): number {
  return (b.answeredAt ?? '').localeCompare(a.answeredAt ?? '');
}
