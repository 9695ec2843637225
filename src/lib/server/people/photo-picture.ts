import { createHash } from 'node:crypto';
import sharp from 'sharp';

/** What an upload may be: five megabytes, and no more pixels than a good camera has. */
export const PHOTO_LIMITS = {
  bytes: 5 * 1024 * 1024,
  pixels: 40_000_000,
  /** Shorter side, in pixels: below that no face is to be recognised. */
  side: 160
} as const;

/** Sides of the squares that are kept, in pixels: a list shows 72 or 128 of them, a screen of high density twice as many. */
export const PHOTO_SIZES = [144, 256, 512] as const;

export type PhotoRefusal =
  'too_large' | 'not_a_photo' | 'animated' | 'too_small' | 'too_many_pixels';

/** The files of one picture by their ending, and what their names begin with. */
export interface EncodedPhoto {
  hash: string;
  files: Map<string, Buffer>;
}

export type PhotoOutcome = { ok: true; photo: EncodedPhoto } | { ok: false; code: PhotoRefusal };

/** Behind transparent pictures: between the paper of the light and of the dark page. */
const GROUND = '#e2d8ca';
const PATIENCE_SECONDS = 15;

/** One picture at a time: decoding takes memory and a core, and pages must go on meanwhile. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Makes squares of an uploaded picture, without anything that was hidden in it (place, camera, thumbnails).
 * What it is is read from its bytes: JPEG, PNG, WebP or AVIF that stand still; all else is refused.
 */
export async function encodePhoto(bytes: Buffer): Promise<PhotoOutcome> {
  if (bytes.length > PHOTO_LIMITS.bytes) return { ok: false, code: 'too_large' };
  const kind = kindOf(bytes);
  if (kind !== 'still') return { ok: false, code: kind === 'moving' ? 'animated' : 'not_a_photo' };
  const encoded = last.then(() => encode(bytes));
  last = encoded.catch(() => undefined);
  return encoded;
}

async function encode(bytes: Buffer): Promise<PhotoOutcome> {
  const size = await measure(bytes);
  if (!size) return { ok: false, code: 'not_a_photo' };
  if (size.pages > 1) return { ok: false, code: 'animated' };
  if (size.width * size.height > PHOTO_LIMITS.pixels) return { ok: false, code: 'too_many_pixels' };
  if (Math.min(size.width, size.height) < PHOTO_LIMITS.side)
    return { ok: false, code: 'too_small' };
  try {
    return { ok: true, photo: await drawSquares(bytes) };
  } catch {
    // Its head is a picture's, the rest is broken.
    return { ok: false, code: 'not_a_photo' };
  }
}

async function measure(bytes: Buffer) {
  try {
    const { width, height, pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return { width, height, pages };
  } catch {
    return null;
  }
}

async function drawSquares(bytes: Buffer): Promise<EncodedPhoto> {
  const largest = Math.max(...PHOTO_SIZES);
  const square = await sharp(bytes, { limitInputPixels: PHOTO_LIMITS.pixels, failOn: 'error' })
    .timeout({ seconds: PATIENCE_SECONDS })
    .autoOrient()
    .resize(largest, largest, { fit: 'cover', position: 'attention' })
    .flatten({ background: GROUND })
    .toColourspace('srgb')
    .png({ compressionLevel: 1 })
    .toBuffer();
  const files = new Map<string, Buffer>();
  for (const size of PHOTO_SIZES)
    files.set(`${size}.webp`, await sharp(square).resize(size).webp({ quality: 80 }).toBuffer());
  files.set(`${largest}.jpg`, await sharp(square).jpeg({ quality: 82, mozjpeg: true }).toBuffer());
  const hash = createHash('sha256');
  for (const body of files.values()) hash.update(body);
  return { hash: hash.digest('hex').slice(0, 32), files };
}

/** What the first bytes say, before any decoder sees them; a name or a type that the browser sends means nothing. */
function kindOf(bytes: Buffer): 'still' | 'moving' | 'other' {
  const text = (from: number, to: number) => bytes.subarray(from, to).toString('latin1');
  if (text(0, 3) === '\xff\xd8\xff') return 'still';
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return isAnimatedPng(bytes) ? 'moving' : 'still';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP')
    return text(12, 16) === 'VP8X' && ((bytes[20] ?? 0) & 2) !== 0 ? 'moving' : 'still';
  if (text(0, 4) === 'GIF8') return 'moving';
  if (text(4, 12) === 'ftypavis') return 'moving';
  return text(4, 12) === 'ftypavif' ? 'still' : 'other';
}

/** The chunk that announces frames comes before the first picture data (PNG, third edition, 11.3.6.1). */
function isAnimatedPng(bytes: Buffer): boolean {
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const chunk = bytes.subarray(at + 4, at + 8).toString('latin1');
    if (chunk === 'acTL') return true;
    if (chunk === 'IDAT') return false;
  }
  return false;
}
