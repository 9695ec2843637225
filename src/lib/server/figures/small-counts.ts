/** Below this many people a count can point at somebody. */
const FEW = 5;
const ROUNDED_TO = 5;

/** A number of people as it may be shown: exactly, roughly, or only as “fewer than five”. */
export type ShownCount =
  { kind: 'exact' | 'about'; people: number } | { kind: 'few'; people: null };

/**
 * Blurs groups of one to four people, and rounds the others beside them: from an exact total and exact
 * neighbours the small one could be counted back. Groups of nobody, and groups that are all large, stay.
 */
export function blurSmallGroups(groups: readonly number[]): ShownCount[] {
  const isSmall = (people: number) => people > 0 && people < FEW;
  if (groups.length < 2 || !groups.some(isSmall))
    return groups.map((people) => ({ kind: 'exact', people }));
  return groups.map((people) => {
    if (isSmall(people)) return { kind: 'few', people: null };
    if (people === 0) return { kind: 'exact', people };
    return { kind: 'about', people: Math.round(people / ROUNDED_TO) * ROUNDED_TO };
  });
}
