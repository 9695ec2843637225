/** Red, green and blue from 0 to 255. */
type Rgb = readonly [number, number, number];

/** The relative contrast of two colours `#rrggbb`, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrastRatio(first: string, second: string): number {
  const [light, dark] = [luminance(parse(first)), luminance(parse(second))].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** So much of `colour` in `ground`, as `#rrggbb`. */
export function mix(colour: string, ground: string, share: number): string {
  const [over, under] = [parse(colour), parse(ground)];
  const mixed = over.map((value, index) =>
    Math.round(value * share + (under[index] ?? 0) * (1 - share))
  );
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function parse(colour: string): Rgb {
  const at = (start: number) => Number.parseInt(colour.slice(start, start + 2), 16);
  return [at(1), at(3), at(5)];
}

/** WCAG 2.2, "relative luminance". */
function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
