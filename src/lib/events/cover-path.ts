import type { Locale } from '../i18n/locales.ts';

/* Apart from the drawing, which browsers need not load. */

export interface CoverSize {
  width: number;
  height: number;
  /** Scallops at the foot; without them the sheet ends straight. */
  fringe: boolean;
}

export const COVER_SIZE: CoverSize = { width: 480, height: 270, fringe: true };

/** A garland across the top of a page. */
export const BAND_SIZE: CoverSize = { width: 1056, height: 132, fringe: true };

export type CoverShape = 'sheet' | 'band';

/** Where the cover of an event is served; the same slug always has the same picture. */
export function coverPath(slug: string, shape: CoverShape = 'sheet'): string {
  return `/covers/${encodeURIComponent(slug)}.svg${shape === 'band' ? '?shape=band' : ''}`;
}

/** Where the link picture of an event is served; `version` makes a changed one a new address. */
export function linkPicturePath(slug: string, lang: Locale, version: string | number): string {
  return `/covers/${encodeURIComponent(slug)}.png?lang=${lang}&v=${version}`;
}
