import { setImmediate } from 'node:timers/promises';
import type { Context } from '../context.ts';
import { searchedText } from './attendee-selection.ts';

/** So many names are opened before others get their turn: a live room in this process must not wait. */
const BATCH = 250;

interface SealedName {
  id: string;
  name_sealed: string | null;
  email_sealed: string;
}

export interface OpenedName {
  id: string;
  /** Folded name and address. */
  text: string;
}

/**
 * The folded names and addresses of RSVPs, in their order. They are sealed, so a search by a part of a name
 * must open them all, each time: nothing of it is kept, not in this process either.
 */
export async function openNames(
  { keys }: Context,
  rows: readonly SealedName[]
): Promise<OpenedName[]> {
  const opened: OpenedName[] = [];
  for (const [index, { id, name_sealed, email_sealed }] of rows.entries()) {
    if (index % BATCH === 0) await setImmediate();
    const name = name_sealed === null ? null : keys.open(name_sealed, 'rsvp.name');
    const email = keys.open(email_sealed, 'rsvp.email');
    opened.push({ id, text: searchedText({ name, email }) });
  }
  return opened;
}
