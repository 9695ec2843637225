/** The address of a person's picture in one of its sizes: a square of so many pixels. */
export function photoPath(name: string, size: 144 | 256 | 512): string {
  return `/photos/${name}-${size}.webp`;
}
