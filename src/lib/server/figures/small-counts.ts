/** Below this many people a count can point at somebody. */
const FEW = 5;

/** A number of people as it may be shown: exactly, only as “fewer than five”, or not at all. */
export type ShownCount =
  { kind: 'exact'; people: number } | { kind: 'few' | 'hidden'; people: null };

/**
 * Shows no number where a group has one to four people: of two groups even a rounded one gives the other away
 * to who knows the total. The smallest is “fewer than five”; among fewer than five people every group is, also
 * that of nobody. Groups of nobody beside large ones stay.
 */
export function blurSmallGroups(groups: readonly number[]): ShownCount[] {
  const small = groups.filter((people) => people > 0 && people < FEW);
  if (small.length === 0) return groups.map((people) => ({ kind: 'exact', people }));
  const total = groups.reduce((sum, people) => sum + people, 0);
  const smallest = groups.indexOf(Math.min(...small));
  return groups.map((_, index) => ({
    kind: total < FEW || index === smallest ? 'few' : 'hidden',
    people: null
  }));
}
