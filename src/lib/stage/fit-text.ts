/** Words stay whole unless that costs more than this share of the size: a long web address is broken, a long word is not. */
const WHOLE_WORDS_WORTH = 0.6;
/** Precision of the search, in pixels. */
const PRECISION = 0.25;

/** The largest size between two that fits, or the smaller one when none does; `fits` holds for all sizes below one. */
export function largestSize(
  fits: (size: number) => boolean,
  smallest: number,
  largest: number
): number {
  if (fits(largest)) return largest;
  let [low, high] = [smallest, largest];
  while (high - low > PRECISION) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Sets texts as large as their area allows, without scrolling. `content` lies in `area` with its natural
 * height and takes the size from `--fit`; sizes are in pixels.
 */
export function fitText(
  area: HTMLElement,
  content: HTMLElement,
  { smallest, largest }: { smallest: number; largest: number }
): void {
  const texts = [...content.querySelectorAll<HTMLElement>('p[lang]')];
  const search = (breaking: boolean): number => {
    content.classList.toggle('breaking', breaking);
    return largestSize(
      (size) => {
        content.style.setProperty('--fit', `${size}px`);
        return (
          content.offsetHeight <= area.clientHeight &&
          texts.every((text) => text.scrollWidth <= text.clientWidth)
        );
      },
      smallest,
      largest
    );
  };
  const broken = search(true);
  const whole = search(false);
  const breaking = whole < broken * WHOLE_WORDS_WORTH;
  content.classList.toggle('breaking', breaking);
  content.style.setProperty('--fit', `${breaking ? broken : whole}px`);
}

/** Where the search may begin and end, in hundredths of the stage's height. */
const BOUNDS = { smallest: 4, largest: 9.8 };
/** Characters × size² that fill a stage of 16:9 in two columns, sizes in hundredths of its height. */
const ROOM_FOR = 7_200;

/** About the size that texts of this length will have, in hundredths of the height: what is shown before scripts run. */
export function estimateSize(characters: number): number {
  const size = Math.sqrt(ROOM_FOR / Math.max(1, characters));
  return Math.min(BOUNDS.largest, Math.max(BOUNDS.smallest, Math.round(size * 10) / 10));
}
