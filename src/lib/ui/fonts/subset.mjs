/**
 * Cuts the two typefaces down to what Spanish and English need and writes them to `static/fonts`:
 * the files pages load (variable, WOFF2), and one still cut of the title face (TrueType) for pictures drawn on the server.
 * The sources are the pinned @fontsource-variable packages, so that the same versions give the same bytes.
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import subsetFont from 'subset-font';

const source = new URL('../../../../node_modules/@fontsource-variable/', import.meta.url);
const target = new URL('../../../../static/fonts/', import.meta.url);

/** Printable Basic Latin and Latin-1, then what typography adds: quotes, dashes, ellipsis, Œ, €, minus, hair spaces. */
const characters =
  range(0x20, 0x7e) + range(0xa0, 0xff) + '‘’‚“”„‹›–—…•·†ŒœŸ€™−⁄\u2009\u200a\u202f';

/** Spacing, ligatures, accents, and figures of one width that stand on the line; no alternates or small capitals. */
const keepFeatures = ['kern', 'liga', 'calt', 'ccmp', 'locl', 'mark', 'mkmk', 'tnum', 'pnum'];

const piazzolla = 'piazzolla/files/piazzolla-latin-wght-normal.woff2';
const atkinson =
  'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2';

const cuts = [
  { from: piazzolla, to: 'piazzolla.woff2', targetFormat: 'woff2', wght: { min: 500, max: 700 } },
  {
    from: atkinson,
    to: 'atkinson-hyperlegible-next.woff2',
    targetFormat: 'woff2',
    wght: { min: 400, max: 700 }
  },
  { from: piazzolla, to: 'piazzolla-650.ttf', targetFormat: 'sfnt', wght: 650 }
];

await mkdir(target, { recursive: true });
for (const { from, to, targetFormat, wght } of cuts) {
  const font = await subsetFont(await readFile(new URL(from, source)), characters, {
    targetFormat,
    keepFeatures,
    noHinting: true,
    variationAxes: { wght }
  });
  await writeFile(new URL(to, target), font);
  console.log(`${to} ${(font.length / 1024).toFixed(1)} KB`);
}
await copyFile(new URL('piazzolla/LICENSE', source), new URL('OFL-Piazzolla.txt', target));
await copyFile(
  new URL('atkinson-hyperlegible-next/LICENSE', source),
  new URL('OFL-AtkinsonHyperlegibleNext.txt', target)
);

/** @param {number} first @param {number} last */
function range(first, last) {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i));
}
