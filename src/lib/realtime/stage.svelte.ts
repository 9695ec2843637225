import { FollowedRoom } from './followed-room.svelte.ts';
import { isRefused } from './is-refused.ts';
import { LiveConnection } from './live-connection.svelte.ts';
import { byPlace } from './question-list.ts';
import type { Lang, PublicQuestion, Snapshot } from './protocol.ts';

/** How many questions a stage announces. */
const NEXT_MAX = 2;

/**
 * The room as a projector shows it. It follows as a viewer, so that nothing unpublished ever reaches the
 * page, and keeps what it has while the line is cut.
 */
export class StageState extends FollowedRoom<PublicQuestion> {
  /** The session or the rehearsal ended: nothing new will come. */
  left = $state(false);
  #connection = $state.raw<LiveConnection<PublicQuestion> | null>(null);

  readonly live = $derived(this.questions.find((question) => question.status === 'live') ?? null);
  readonly next = $derived(
    this.questions
      .filter((question) => question.status === 'queued')
      .sort(byPlace)
      .slice(0, NEXT_MAX)
  );

  constructor(snapshot: Snapshot) {
    super();
    this.replace(snapshot);
  }

  get connected(): boolean | null {
    return this.#connection?.connected ?? null;
  }

  /** Connects in the browser; returns the function that disconnects. */
  follow(auth: { event: string; lang: Lang }): () => void {
    const connection = new LiveConnection<PublicQuestion>(this, { ...auth, as: 'viewer' });
    connection.socket.on('leaving', ({ reason }) => (this.left ||= reason !== 'restart'));
    connection.socket.on('connect_error', (error) => (this.left ||= isRefused(error)));
    this.#connection = connection;
    return () => {
      connection.close();
      this.#connection = null;
    };
  }
}
