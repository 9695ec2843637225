import { describe, expect, it } from 'vitest';
import { COVER_SIZE, coverPath } from './cover-path.ts';
import { COVER_INKS, coverInk, coverSvg } from './cover.ts';

const slugs = Array.from({ length: 200 }, (_, i) => `evento-${i}`);

describe('the cover of an event', () => {
  it('is the same picture for the same slug, and another one for another slug', () => {
    expect(coverSvg('dia-de-muertos')).toBe(coverSvg('dia-de-muertos'));
    expect(new Set(slugs.map((slug) => coverSvg(slug))).size).toBe(slugs.length);
  });

  it('uses every ink', () => {
    expect(new Set(slugs.map(coverInk)).size).toBe(Object.keys(COVER_INKS).length);
  });

  it('stays small and holds only numbers that can be drawn', () => {
    for (const slug of slugs) {
      const svg = coverSvg(slug);
      expect(svg.length).toBeLessThan(8_000);
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    }
  });

  it('is drawn for any slug and shape, and never carries the slug into the markup', () => {
    for (const slug of ['', '"><script>', 'ñandú', '😀'.repeat(50)]) {
      for (const size of [
        COVER_SIZE,
        { width: 1200, height: 200, fringe: true },
        { width: 300, height: 300, fringe: false }
      ]) {
        const svg = coverSvg(slug, size);
        expect(svg).not.toMatch(/script|NaN/);
        expect(svg).toContain(`viewBox="0 0 ${size.width} ${size.height}"`);
      }
    }
  });

  it('has an address that is safe for any slug', () => {
    expect(coverPath('a/b ñ')).toBe('/covers/a%2Fb%20%C3%B1.svg');
  });
});
