import { resolve } from 'node:path';
import sharp from 'sharp';
import { coverSvg } from '../../events/cover.ts';
import type { Locale } from '../../i18n/locales.ts';

/** What is written on the picture that other sites show beside a link. */
export interface OpenGraphPicture {
  slug: string;
  title: string;
  /** The language of the title, for the shaping of its letters. */
  lang: Locale;
  /** A short line above the title, such as the kind and the date. */
  kicker?: string | undefined;
}

export const OPEN_GRAPH_SIZE = { width: 1200, height: 630 } as const;

/**
 * The cut carries the name of the typeface's lightest weight; the comma keeps "Thin" from being read as one.
 * The working folder is the project's root in development, in tests and in production.
 */
export const TITLE_FACE = {
  font: 'Piazzolla Thin,',
  fontfile: resolve('static/fonts/piazzolla-650.ttf')
} as const;

const MARGIN = 72;
const BAND = 208;
const INK = '#231a17';
const COCHINEAL = '#8f1d3f';
const PAPER = '#faf6ef';
const TITLE_BOX = { width: OPEN_GRAPH_SIZE.width - 2 * MARGIN, height: 212 };
/** What is sure to stand on one line. */
const KICKER_LENGTH = 58;
const TITLE_SIZES = [76, 66, 58, 50, 44, 38];

/** Draws the link picture of an event: its papel picado over its title. PNG, 1200 × 630 pixels; the same input gives the same bytes. */
export async function renderOpenGraphImage(picture: OpenGraphPicture): Promise<Buffer> {
  const band = coverSvg(picture.slug, { width: OPEN_GRAPH_SIZE.width, height: BAND, fringe: true });
  const line = firstCharacters(tidy(picture.kicker ?? ''), KICKER_LENGTH);
  const kicker = line ? await drawText(line, picture.lang, 32, COCHINEAL) : null;
  const title = await fitTitle(tidy(picture.title) || 'Encuentro', picture.lang);
  const house = await drawText(`encuentro${markup('.', COCHINEAL)}`, picture.lang, 38, INK, true);

  const layers = [
    { input: Buffer.from(band), top: 0, left: 0 },
    ...(kicker ? [{ input: kicker.data, top: BAND + 36, left: MARGIN }] : []),
    { input: title.data, top: BAND + (kicker ? 98 : 60), left: MARGIN },
    { input: house.data, top: OPEN_GRAPH_SIZE.height - 48 - house.height, left: MARGIN }
  ];
  return sharp({ create: { ...OPEN_GRAPH_SIZE, channels: 3, background: PAPER } })
    .composite(layers)
    .png({ palette: true, colours: 64, compressionLevel: 9 })
    .toBuffer();
}

interface DrawnText {
  data: Buffer;
  width: number;
  height: number;
}

/** The largest size at which the title fits its box; a title too long for the smallest one is cut with an ellipsis. */
async function fitTitle(text: string, lang: Locale): Promise<DrawnText> {
  for (const size of TITLE_SIZES) {
    const drawn = await drawText(text, lang, size, INK);
    if (drawn.height <= TITLE_BOX.height && drawn.width <= TITLE_BOX.width) return drawn;
  }
  const words = firstCharacters(text, 200).split(' ');
  while (words.length > 1) {
    words.pop();
    const drawn = await drawText(`${words.join(' ')}…`, lang, 38, INK);
    if (drawn.height <= TITLE_BOX.height && drawn.width <= TITLE_BOX.width) return drawn;
  }
  return drawText(`${firstCharacters(text, 30)}…`, lang, 38, INK);
}

/**
 * Draws wrapped text in the title face; `size` in pixels. `isMarkup` says that the text is already safe Pango markup.
 * The face's own lines are 1.42 high; 0.8 of that is the leading of a title.
 */
async function drawText(
  text: string,
  lang: Locale,
  size: number,
  colour: string,
  isMarkup = false
): Promise<DrawnText> {
  const safe = isMarkup ? text : escapeMarkup(text);
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="${colour}" lang="${lang}" size="${size * 1024}" line_height="0.8">${safe}</span>`,
      ...TITLE_FACE,
      width: TITLE_BOX.width,
      wrap: 'word-char',
      dpi: 72,
      rgba: true
    }
  })
    .png()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

function markup(text: string, colour: string): string {
  return `<span foreground="${colour}">${escapeMarkup(text)}</span>`;
}

/** Pango refuses control characters, and a picture of nothing. */
function tidy(text: string): string {
  return text.replace(/[\s\p{C}]+/gu, ' ').trim();
}

function firstCharacters(text: string, count: number): string {
  return [...text].slice(0, count).join('');
}

function escapeMarkup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
