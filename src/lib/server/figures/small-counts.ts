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

/**
 * The same for many groups: beside small ones only as many of the larger ones lose their number as it takes to
 * leave each small one in doubt. Of two groups it says what `blurSmallGroups` says.
 */
export function blurSmallestGroups(groups: readonly number[]): ShownCount[] {
  const isSmall = (people: number) => people > 0 && people < FEW;
  const blurred = groups.some(isSmall) ? groupsInDoubt(groups) : [];
  const counts = blurSmallGroups(blurred.map((index) => groups[index] ?? 0));
  return groups.map((people, index) => counts[blurred.indexOf(index)] ?? { kind: 'exact', people });
}

/**
 * The smallest groups, in their own order: as few as have five people together and no more than the next one has,
 * so that any of them might have had them all.
 */
function groupsInDoubt(groups: readonly number[]): number[] {
  const bySize = [...groups.entries()].toSorted(([, a], [, b]) => a - b);
  let sum = bySize[0]?.[1] ?? 0;
  let taken = 1;
  for (const [, people] of bySize.slice(1)) {
    if (taken > 1 && sum >= FEW && sum <= people) break;
    sum += people;
    taken += 1;
  }
  return bySize
    .slice(0, taken)
    .map(([index]) => index)
    .toSorted((a, b) => a - b);
}
