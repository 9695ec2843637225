import { COVER_SIZE, type CoverSize } from './cover-path.ts';
import * as motifs from './cover-motifs.ts';
import { circle, lozenge, n, petal, type Motif, type Place } from './cover-motifs.ts';

/** Dyes of the paper; each has a contrast of at least 4.5 with the holes. */
export const COVER_INKS = {
  cochineal: '#8f1d3f',
  indigo: '#243a73',
  terracotta: '#9c2f20',
  jade: '#0f5e56',
  violet: '#592a6b',
  brick: '#7d3c16'
} as const;
export type CoverInk = keyof typeof COVER_INKS;

const HOLES = '#fdf1e4';

export function coverInk(slug: string): CoverInk {
  const inks = Object.keys(COVER_INKS) as CoverInk[];
  return inks[hash(`${slug} ink`) % inks.length] ?? 'cochineal';
}

/** A whole SVG document: a sheet of papel picado drawn from the slug alone, mirrored left to right. Decorative. */
export function coverSvg(slug: string, size: CoverSize = COVER_SIZE): string {
  const sheet = composeSheet(slug, size);
  const { width, height } = size;
  const id = `p${hash(`${slug} ${width} ${height}`).toString(36)}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true">` +
    `<path fill="${COVER_INKS[coverInk(slug)]}" d="${sheet.outline}"/>` +
    `<g fill="${HOLES}" stroke="${HOLES}" stroke-width="0" stroke-linecap="round">` +
    `<path d="${sheet.middle}"/><g id="${id}"><path d="${sheet.half}"/>` +
    `<path stroke-width="${sheet.dot}" d="${sheet.dots}"/></g>` +
    `<use href="#${id}" transform="matrix(-1 0 0 1 ${width} 0)"/></g></svg>`
  );
}

/** Path data of one sheet. `half` and `dots` are the left half, `middle` stands on the axis. */
interface Sheet {
  outline: string;
  middle: string;
  half: string;
  dots: string;
  /** Diameter of the dots. */
  dot: number;
}

function composeSheet(slug: string, size: CoverSize): Sheet {
  const random = generator(hash(slug));
  const unit = Math.min(size.height, 300) / 27;
  const fringe = size.fringe ? unit * 2.4 : 0;
  const field = { left: unit * 3.4, top: unit * 3.2, bottom: size.height - fringe - unit * 2.9 };
  const centre = { x: size.width / 2, y: (field.top + field.bottom) / 2 };
  const reach = (field.bottom - field.top) / 2;

  const heart: Place = { ...centre, r: reach };
  const side = arrangeSide(random, field.left, centre.x - reach - unit * 0.6, heart);
  const scallops = Math.max(6, 2 * Math.round(size.width / unit / 7));
  const border = frame(random, size, fringe, unit);
  const lattice = latticeDots(size.width, field, unit, [heart, ...side.map(({ place }) => place)]);
  return {
    outline: outline(size, fringe, scallops),
    middle: pick(random, heartMotifs)(heart) + border.middle,
    half:
      side.map(({ motif, place }) => motif(place)).join('') +
      border.half +
      (fringe ? fringeHoles(size, fringe, scallops) : ''),
    dots: lattice,
    dot: n(unit * 0.42)
  };
}

const heartMotifs: readonly Motif[] = [
  motifs.doubleFlower(8),
  motifs.doubleFlower(10),
  motifs.wreath(8),
  motifs.wreath(10),
  motifs.sun(16),
  motifs.sun(20)
];
const largeMotifs: readonly Motif[] = [
  motifs.flower(8),
  motifs.flower(6),
  motifs.wreath(6),
  motifs.sun(12),
  motifs.diamond()
];
const smallMotifs: readonly Motif[] = [motifs.cross(), motifs.flower(6), motifs.diamond()];
const footMotifs: readonly Motif[] = [...smallMotifs, motifs.arch()];

interface Cut {
  motif: Motif;
  place: Place;
}

/** Fills the room beside the heart with columns, each as wide as half of the field is high, from the heart outwards. */
function arrangeSide(random: Random, left: number, right: number, heart: Place): Cut[] {
  const count = Math.max(1, Math.round((right - left) / (heart.r * 1.12)));
  const width = (right - left) / count;
  const first = pick(random, columns);
  const second = pick(
    random,
    columns.filter((column) => column !== first)
  );
  const cuts = [motifsOf(random), motifsOf(random)];
  return Array.from({ length: count }, (_, i) => {
    const column = i % 2 === 0 ? first : second;
    const x = right - width * (i + 0.5);
    return column(
      x,
      heart.y,
      Math.min(width / 2, heart.r),
      heart.r,
      cuts[i % 2] ?? motifsOf(random)
    );
  }).flat();
}

type Column = (
  x: number,
  y: number,
  half: number,
  reach: number,
  cut: ReturnType<typeof motifsOf>
) => Cut[];

const columns: readonly Column[] = [
  /* One large between two small. */
  (x, y, half, reach, { large, small }) => {
    const r = Math.min(half * 0.94, reach * 0.56);
    const rest = (reach - r) / 2;
    return [
      { motif: large, place: { x, y, r } },
      { motif: small, place: { x, y: y - r - rest, r: rest * 0.76 } },
      { motif: small, place: { x, y: y + r + rest, r: rest * 0.76 } }
    ];
  },
  /* Two of a size, one above the other. */
  (x, y, half, reach, { large, other }) => {
    const r = Math.min(half, reach * 0.49) * 0.94;
    return [
      { motif: large, place: { x, y: y - reach * 0.51, r } },
      { motif: other, place: { x, y: y + reach * 0.51, r } }
    ];
  },
  /* A tall spray over a small cut or an arch. */
  (x, y, half, reach, { foot }) => {
    const r = Math.min(half, reach * 0.62);
    const rest = (2 * reach - 2 * r) / 2;
    return [
      { motif: motifs.spray(), place: { x, y: y - reach + r, r } },
      { motif: foot, place: { x, y: y + reach - rest, r: Math.min(rest, half) * 0.84 } }
    ];
  }
];

function motifsOf(random: Random) {
  return {
    large: pick(random, largeMotifs),
    other: pick(random, largeMotifs),
    small: pick(random, smallMotifs),
    foot: pick(random, footMotifs)
  };
}

/** Small dots wherever no motif is, on a lattice that is the same on both sides of the axis. */
function latticeDots(
  width: number,
  field: { left: number; top: number; bottom: number },
  unit: number,
  taken: Place[]
): string {
  const step = unit * 1.55;
  const rows = Math.floor((field.bottom - field.top) / (step * 0.87));
  const rise = (field.bottom - field.top) / rows;
  let path = '';
  for (let row = 0; row <= rows; row++) {
    const y = field.top + row * rise;
    for (let x = width / 2 - (row % 2 ? step / 2 : step); x >= field.left - step * 0.3; x -= step) {
      const free = taken.every(
        (place) => Math.hypot(place.x - x, place.y - y) > place.r + unit * 0.55
      );
      if (free) path += `M${n(x)} ${n(y)}h0`;
    }
  }
  return path;
}

/** A row of cuts along the upper edge, the foot and the side; one of each row stands on the axis. */
function frame(
  random: Random,
  size: CoverSize,
  fringe: number,
  unit: number
): { half: string; middle: string } {
  const cut = pick(random, frameCuts);
  const inset = unit * 1.6;
  const foot = size.height - fringe - unit * 1.3;
  const steps = Math.round((size.width / 2 - inset) / (unit * 2.1));
  const down = Math.round((foot - inset) / (unit * 2.1));
  const stepX = (size.width / 2 - inset) / steps;
  const stepY = (foot - inset) / down;
  const rows = (i: number) =>
    cut(inset + i * stepX, inset, unit, i) + cut(inset + i * stepX, foot, unit, i);
  let half = '';
  for (let i = 0; i < steps; i++) half += rows(i);
  for (let i = 1; i < down; i++) half += cut(inset, inset + i * stepY, unit, i);
  return { half, middle: rows(steps) };
}

const frameCuts: readonly ((x: number, y: number, unit: number, i: number) => string)[] = [
  (x, y, unit) => lozenge(x, y, unit * 0.62, unit * 0.62),
  (x, y, unit, i) => (i % 2 ? circle(x, y, unit * 0.3) : lozenge(x, y, unit * 0.7, unit * 0.7)),
  (x, y, unit, i) => circle(x, y, unit * (i % 2 ? 0.3 : 0.58))
];

/** The sheet: straight on three sides, scallops along the foot. */
function outline(size: CoverSize, fringe: number, scallops: number): string {
  const foot = n(size.height - fringe);
  const width = size.width / scallops;
  const bow = `q${n(-width / 2)} ${n(fringe * 2)} ${n(-width)} 0`;
  return `M0 0H${size.width}V${foot}${fringe ? bow.repeat(scallops) : ''}H0z`;
}

function fringeHoles(size: CoverSize, fringe: number, scallops: number): string {
  const width = size.width / scallops;
  const y = size.height - fringe;
  return Array.from({ length: scallops / 2 }, (_, i) => {
    const x = (i + 0.5) * width;
    return petal(x, y, Math.PI / 2, -fringe * 0.05, fringe * 0.7, width * 0.11);
  }).join('');
}

type Random = () => number;

function pick<T>(random: Random, list: readonly T[]): T {
  const chosen = list[Math.floor(random() * list.length)];
  if (chosen === undefined) throw new Error('nothing to choose from');
  return chosen;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}

/** Mulberry32: small, and the same in every engine. */
function generator(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
