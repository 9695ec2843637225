import { LIST_SECTIONS, type ListSection } from './event-filter.ts';

/** The last row of a page; the next page begins after it, even when rows came or went meanwhile. */
export interface ListCursor {
  section: ListSection;
  startsAt: string;
  id: string;
}

/** A cursor as one opaque word for addresses. */
export function writeCursor({ section, startsAt, id }: ListCursor): string {
  return Buffer.from(`${section} ${startsAt} ${id}`).toString('base64url');
}

/** Reads what `writeCursor` made; null for anything else. */
export function readCursor(text: string): ListCursor | null {
  const [name, startsAt = '', id = '', ...rest] = Buffer.from(text.slice(0, 200), 'base64url')
    .toString()
    .split(' ');
  const section = LIST_SECTIONS.find((known) => known === name);
  const valid =
    section &&
    /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(startsAt) &&
    /^[\w-]+$/.test(id) &&
    rest.length === 0;
  return valid ? { section, startsAt, id } : null;
}
