import { FollowedRoom } from './followed-room.svelte.ts';
import type {
  Answers,
  Changes,
  PublicQuestion,
  Refused,
  Requests,
  Snapshot,
  StaffQuestion
} from './protocol.ts';

/** A room that brings by pages what its snapshot did not hold. */
export abstract class PagedRoom<
  Question extends PublicQuestion | StaffQuestion
> extends FollowedRoom<Question> {
  /** The snapshot did not hold all; these are yet to be heard of again. */
  #unconfirmed: Set<string> | null = null;
  /** What left since the snapshot, and may still be on a page. */
  #gone = new Set<string>();
  #isPaging = false;

  override replace(snapshot: Snapshot<Question>): void {
    const { live } = snapshot;
    const told = [...snapshot.questions, ...snapshot.next, ...(live ? [live] : [])];
    const questions = new Map(told.map((question) => [question.id, question]));
    const kept = snapshot.partial ? this.questions.filter(({ id }) => !questions.has(id)) : [];
    this.#unconfirmed = snapshot.partial ? new Set(kept.map(({ id }) => id)) : null;
    this.#gone.clear();
    super.replace({ ...snapshot, questions: [...questions.values(), ...kept] });
  }

  override apply(changes: Changes<Question>): void {
    for (const item of changes.items) {
      if (item.type === 'question') this.#unconfirmed?.delete(item.question.id);
      else if (item.type === 'gone') this.#gone.add(item.id);
    }
    super.apply(changes);
  }

  /** Asks for one page, as soon as this room wants one. */
  protected abstract askForPage(
    request: Requests['list']
  ): Promise<({ ok: true } & Answers['list']) | Refused>;

  /** The questions of an answer that are of this room's kind. */
  protected abstract sift(questions: Answers['list']['questions']): Question[];

  /** Takes what this room does not know, or knows from before the snapshot. */
  protected abstract takePage(page: Question[]): void;

  /**
   * Brings what the snapshot did not hold, newest first, and forgets what is not there any more. Returns
   * false where nothing is missing, or is being brought already.
   */
  protected async bringRest(): Promise<boolean> {
    const unconfirmed = this.#unconfirmed;
    if (!unconfirmed || this.#isPaging) return false;
    this.#isPaging = true;
    const isWhole = await this.#bringPages(unconfirmed);
    this.#isPaging = false;
    if (unconfirmed !== this.#unconfirmed) return this.bringRest();
    if (!isWhole) return true;
    this.questions = this.questions.filter(({ id }) => !unconfirmed.has(id));
    this.#unconfirmed = null;
    return true;
  }

  /** Whether the last page came before another snapshot did. */
  async #bringPages(unconfirmed: Set<string>): Promise<boolean> {
    let cursor: string | undefined;
    do {
      const answer = await this.askForPage({ sort: 'new', ...(cursor ? { cursor } : {}) });
      if (!answer.ok || unconfirmed !== this.#unconfirmed) return false;
      const page = this.sift(answer.questions);
      const known = new Set(this.questions.map(({ id }) => id));
      this.takePage(
        page.filter(({ id }) => unconfirmed.has(id) || (!known.has(id) && !this.#gone.has(id)))
      );
      for (const { id } of page) unconfirmed.delete(id);
      cursor = answer.cursor;
    } while (cursor);
    return true;
  }
}
