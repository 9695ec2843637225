import { FollowedRoom } from './followed-room.svelte.ts';
import { isRefused } from './is-refused.ts';
import { LiveConnection } from './live-connection.svelte.ts';
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
  readonly next = $derived(this.queue.slice(0, NEXT_MAX));

  constructor(snapshot: Snapshot) {
    super();
    this.replace(snapshot);
  }

  /** Connects in the browser; returns the function that disconnects. */
  follow(auth: { event: string; lang: Lang }): () => void {
    const connection = new LiveConnection<PublicQuestion>(this, { ...auth, as: 'viewer' });
    connection.socket.on('leaving', ({ reason }) => (this.left ||= reason !== 'restart'));
    connection.socket.on('connect_error', (error) => (this.left ||= isRefused(error)));
    this.line = connection;
    return () => {
      connection.close();
      this.line = null;
    };
  }
}
