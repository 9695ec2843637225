import { slugOfName } from '../../schema/person.ts';
import type { Trx } from '../db/schema.ts';

/** Addresses of pages of our own, in both languages. */
const OURS = new Set(['', 'new', 'nuevo']);

/** An address of this name that nobody has: `ana-perez`, else `ana-perez-2`; `fallback` for a name without Latin letters. */
export async function freeSlug(
  trx: Trx,
  table: 'people' | 'partners',
  name: string,
  fallback: string
): Promise<string> {
  const wanted = slugOfName(name);
  const base = OURS.has(wanted) ? fallback : wanted;
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? base : `${base}-${number}`;
    const taken = await trx
      .selectFrom(table)
      .select('id')
      .where('slug', '=', slug)
      .executeTakeFirst();
    if (!taken) return slug;
  }
}
