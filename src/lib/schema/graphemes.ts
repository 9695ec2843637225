const segmenter = new Intl.Segmenter('es', { granularity: 'grapheme' });

/** Length as a person counts it. Stops counting at `stop`, so that its cost is bounded. */
export function countGraphemes(text: string, stop = Infinity): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) if (++count >= stop) break;
  return count;
}
