import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Context } from '../context.ts';
import type { Executor } from '../db/schema.ts';
import type { HousePicturesTable } from '../db/house-tables.ts';
import { inTransaction } from '../db/transaction.ts';
import { changeHouse, type HouseChange, type HouseOutcome } from './save-house.ts';

export const LOGO_MAX_BYTES = 2 * 1024 * 1024;
/** More would only be decoded to be thrown away. */
const MAX_PIXELS = 16_000_000;
/** Twice the size at which pages show it. */
const LOGO_BOX = { width: 640, height: 160 } as const;
const PAPER = '#faf6ef';

export type HousePicture = HousePicturesTable['id'];
export const HOUSE_PICTURES: readonly HousePicture[] = ['logo', 'icon-180', 'icon-32'];

export type LogoOutcome = HouseOutcome | { ok: false; code: 'too_large' | 'no_picture' };

/**
 * Takes a picture as the logo: drawn anew as PNG, with nothing that was hidden in it, and as icons. What it is
 * is read from its bytes: JPEG, PNG, WebP or AVIF; SVG, which may carry programs, and all else is `no_picture`.
 */
export async function saveLogo(
  context: Context,
  change: HouseChange,
  bytes: Buffer
): Promise<LogoOutcome> {
  if (bytes.length > LOGO_MAX_BYTES) return { ok: false, code: 'too_large' };
  const drawn = isPicture(bytes) ? await draw(bytes) : null;
  if (!drawn) return { ok: false, code: 'no_picture' };
  const hash = createHash('sha256').update(drawn.logo).digest('hex').slice(0, 16);
  return inTransaction(context.db, async (trx) => {
    const outcome = await changeHouse(trx, context, change, 'logo', { logo: hash });
    if (!outcome.ok) return outcome;
    await trx.deleteFrom('house_pictures').execute();
    const rows = HOUSE_PICTURES.map((id) => ({ id, png: drawn[id].toString('base64') }));
    await trx.insertInto('house_pictures').values(rows).execute();
    return outcome;
  });
}

/** Goes back to the house's name in letters. */
export async function removeLogo(context: Context, change: HouseChange): Promise<HouseOutcome> {
  return inTransaction(context.db, async (trx) => {
    const outcome = await changeHouse(trx, context, change, 'logo', { logo: null });
    if (outcome.ok) await trx.deleteFrom('house_pictures').execute();
    return outcome;
  });
}

/** A picture of the house as PNG; null when there is none. */
export async function findHousePicture(
  executor: Executor,
  id: HousePicture
): Promise<Buffer | null> {
  const row = await executor
    .selectFrom('house_pictures')
    .select('png')
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? Buffer.from(row.png, 'base64') : null;
}

/** Before any decoder sees them: a name, and a type that a browser sends, mean nothing. */
function isPicture(bytes: Buffer): boolean {
  const text = (from: number, to: number) => bytes.subarray(from, to).toString('latin1');
  return (
    text(0, 3) === '\xff\xd8\xff' ||
    text(0, 8) === '\x89PNG\r\n\x1a\n' ||
    (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') ||
    text(4, 12) === 'ftypavif'
  );
}

async function draw(bytes: Buffer): Promise<Record<HousePicture, Buffer> | null> {
  try {
    const logo = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .timeout({ seconds: 10 })
      .autoOrient()
      .resize({ ...LOGO_BOX, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .png({ palette: false, compressionLevel: 9 })
      .toBuffer();
    return { logo, 'icon-180': await icon(logo, 180), 'icon-32': await icon(logo, 32) };
  } catch {
    return null;
  }
}

/** A square with the whole logo on paper. */
async function icon(logo: Buffer, side: number): Promise<Buffer> {
  const margin = Math.round(side / 12);
  const inner = side - 2 * margin;
  return sharp(logo)
    .resize(inner, inner, { fit: 'contain', background: PAPER })
    .flatten({ background: PAPER })
    .extend({ top: margin, bottom: margin, left: margin, right: margin, background: PAPER })
    .png()
    .toBuffer();
}
