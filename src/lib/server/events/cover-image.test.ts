import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { renderOpenGraphImage, TITLE_FACE } from './cover-image.ts';

const panel = {
  slug: 'iniciativa-merida',
  title: 'El fin de la Iniciativa Mérida',
  lang: 'es'
} as const;

describe('the picture other sites show beside a link', () => {
  // First, because a face once loaded stays known to the process.
  it('draws titles in the typeface of the house', async () => {
    const text = { text: 'Encuentro', font: TITLE_FACE.font, dpi: 144 };
    const substitute = await sharp({ text }).png().toBuffer();
    const own = await sharp({ text: { ...text, fontfile: TITLE_FACE.fontfile } })
      .png()
      .toBuffer();
    expect(own.equals(substitute)).toBe(false);
  });

  it('is a PNG of 1200 by 630 pixels, light enough to be fetched', async () => {
    const image = await renderOpenGraphImage({ ...panel, kicker: 'Panel · 14 nov' });
    expect(await sharp(image).metadata()).toMatchObject({
      format: 'png',
      width: 1200,
      height: 630
    });
    expect(image.length).toBeLessThan(100_000);
  });

  it('is the same for the same event, and changes with its title', async () => {
    const [first, second] = [await renderOpenGraphImage(panel), await renderOpenGraphImage(panel)];
    expect(first.equals(second)).toBe(true);
    expect((await renderOpenGraphImage({ ...panel, title: 'Otro título' })).equals(first)).toBe(
      false
    );
  });

  it('takes titles of any length and any characters', async () => {
    const titles = [
      '',
      ' ',
      'palabra '.repeat(300),
      'x'.repeat(2_000),
      '<b>&"\u0000',
      '</span><span size="999999">',
      '🪅 日本語'
    ];
    for (const title of titles) {
      const image = await renderOpenGraphImage({ ...panel, title, kicker: title });
      expect(await sharp(image).metadata()).toMatchObject({ width: 1200, height: 630 });
    }
  });
});
