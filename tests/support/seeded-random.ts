/** Chance that can be repeated: the same seed makes the same choices. */
export interface Chance {
  /** From 0 up to, and without, 1. */
  next(): number;
  /** Whether something happens that happens so often, from 0 to 1. */
  happens(share: number): boolean;
  pick<Item>(items: readonly Item[]): Item | undefined;
  /** One of these, each as often as its weight says. */
  weigh<Item>(items: readonly (readonly [item: Item, weight: number])[]): Item | undefined;
}

/** The generator mulberry32. */
export function makeChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    happens: (share) => next() < share,
    pick: (items) => items[Math.floor(next() * items.length)],
    weigh(items) {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      return items.find(([, weight]) => (left -= weight) < 0)?.[0];
    }
  };
}
