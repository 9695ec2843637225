import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import { testContext } from '../../../../tests/support/databases.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { migrate } from '../db/migrate.ts';
import { openSqlite } from '../db/open.ts';
import { readPhoto, sweepPhotos } from './photo-files.ts';
import { removePhoto, savePhoto } from './person-photo.ts';
import { encodePhoto } from './photo-picture.ts';
import { addPerson } from './save-person.ts';

describe('an uploaded picture', () => {
  test('becomes squares in every size, upright and without what was hidden in it', async () => {
    const bytes = await photo(600, 300)
      .withExif({ IFD0: { ImageDescription: 'secret place', Orientation: '6' } })
      .jpeg()
      .toBuffer();
    expect(bytes.includes('secret place')).toBe(true);
    const encoded = await encodePhoto(bytes);
    if (!encoded.ok) throw new Error(encoded.code);
    expect([...encoded.photo.files.keys()]).toEqual([
      '144.webp',
      '256.webp',
      '512.webp',
      '512.jpg'
    ]);
    for (const [ending, body] of encoded.photo.files) {
      const { width, height, format, exif, icc, xmp } = await sharp(body).metadata();
      expect([width, height]).toEqual([parseInt(ending), parseInt(ending)]);
      expect(format).toBe(ending.endsWith('webp') ? 'webp' : 'jpeg');
      expect([exif, icc, xmp]).toEqual([undefined, undefined, undefined]);
      expect(body.includes('secret')).toBe(false);
    }
  });

  test('stands upright when the camera was held sideways', async () => {
    const left = await photo(150, 300, '#ff0000').png().toBuffer();
    const bytes = await photo(300, 300, '#0000ff')
      .composite([{ input: left, left: 0, top: 0 }])
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const encoded = await encodePhoto(bytes);
    const square = encoded.ok ? encoded.photo.files.get('144.webp') : undefined;
    const pixels = await sharp(square).removeAlpha().raw().toBuffer();
    const redAt = (x: number, y: number) => (pixels[(y * 144 + x) * 3] ?? 0) > 128;
    expect([redAt(20, 20), redAt(120, 20), redAt(20, 120), redAt(120, 120)]).toEqual([
      true,
      true,
      false,
      false
    ]);
  });

  test('is called by what is in it', async () => {
    const bytes = await photo(300, 300).png().toBuffer();
    const [one, two] = [await encodePhoto(bytes), await encodePhoto(bytes)];
    expect(one).toMatchObject({
      ok: true,
      photo: { hash: expect.stringMatching(/^[0-9a-f]{32}$/) }
    });
    expect(one.ok && one.photo.hash).toBe(two.ok && two.photo.hash);
  });

  test.for(['jpeg', 'png', 'webp', 'avif'] as const)('may be %s', async (format) => {
    expect(await encodePhoto(await photo(200, 200).toFormat(format).toBuffer())).toMatchObject({
      ok: true
    });
  });

  const SVG =
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><script>1</script></svg>';
  test.for([
    ['a drawing with scripts', 'not_a_photo', () => Buffer.from(SVG)],
    ['a page', 'not_a_photo', () => Buffer.from('<!doctype html><script>1</script>')],
    ['nothing', 'not_a_photo', () => Buffer.alloc(0)],
    ['a moving GIF', 'animated', () => moving('gif')],
    ['a moving WebP', 'animated', () => moving('webp')],
    ['a moving PNG', 'animated', () => movingPng()],
    ['a picture that breaks off', 'not_a_photo', () => brokenOff()],
    ['a stamp', 'too_small', () => photo(120, 400).jpeg().toBuffer()],
    ['one with too many pixels', 'too_many_pixels', () => promising(60_000, 60_000)],
    ['one that is too heavy', 'too_large', () => Buffer.alloc(5 * 1024 * 1024 + 1, 0xff)]
  ] as const)('that is %s is refused as %s', async ([, code, make]) => {
    expect(await encodePhoto(await make())).toEqual({ ok: false, code });
  });
});

describe('the picture of a person', () => {
  test('lies in the data folder until it is replaced, and is served by its name only', async () => {
    const { context, staffId, slug, folder } = await house();
    const texts = { alt_es: 'Retrato', alt_en: null };
    const first = await photo(300, 300).jpeg().toBuffer();
    expect(await savePhoto(context, staffId, slug, { bytes: first, texts })).toEqual({ ok: true });
    const before = await readdir(folder);
    expect(before).toHaveLength(4);
    const [name = ''] = before;
    expect(await readPhoto(context, name)).toMatchObject({ type: expect.stringMatching(/^image/) });
    for (const other of ['../../secret.key', `${name}.bak`, name.toUpperCase(), '.hidden'])
      expect(await readPhoto(context, other)).toBeNull();

    const second = await photo(400, 400, '#123456').jpeg().toBuffer();
    await savePhoto(context, staffId, slug, { bytes: second, texts });
    const after = await readdir(folder);
    expect(after).toHaveLength(4);
    expect(after).not.toContain(name);

    expect(await removePhoto(context, staffId, slug)).toEqual({ ok: true });
    expect(await readdir(folder)).toEqual([]);
  });

  test('stays when another person has the same', async () => {
    const { context, staffId, slug, folder } = await house();
    const other = await addPerson(context, staffId, { ...BLANK, name: 'Beto' });
    const upload = { bytes: await photo(300, 300).jpeg().toBuffer(), texts: NO_WORDS };
    await savePhoto(context, staffId, slug, upload);
    await savePhoto(context, staffId, other.ok ? other.slug : '', upload);
    await removePhoto(context, staffId, slug);
    expect(await readdir(folder)).toHaveLength(4);
  });

  test('that was never written to its row is swept away after an hour', async () => {
    const { context, staffId, slug, folder } = await house();
    await savePhoto(context, staffId, slug, {
      bytes: await photo(300, 300).jpeg().toBuffer(),
      texts: NO_WORDS
    });
    const [young, old] = ['0', '1'].map((digit) => `${digit.repeat(32)}-144.webp`);
    for (const name of [young, old]) await writeFile(join(folder, name ?? ''), 'x');
    const longAgo = new Date(context.now().getTime() - 2 * 3_600_000);
    await utimes(join(folder, old ?? ''), longAgo, longAgo);
    await utimes(join(folder, young ?? ''), context.now(), context.now());
    await sweepPhotos(context);
    const left = await readdir(folder);
    expect(left).toContain(young);
    expect(left).not.toContain(old);
    expect(left).toHaveLength(5);
  });
});

const BLANK = {
  role_es: null,
  role_en: null,
  pronouns_es: null,
  pronouns_en: null,
  bio_es: null,
  bio_en: null,
  version: 0
};
const NO_WORDS = { alt_es: null, alt_en: null };

async function house() {
  const dataDir = await mkdtemp(join(tmpdir(), 'encuentro-photos-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const context = testContext(openSqlite(':memory:'), { DATA_DIR: dataDir });
  onTestFinished(() => context.db.destroy());
  await migrate(context.db);
  const { id: staffId } = await addStaff(context, 'organizer');
  const added = await addPerson(context, staffId, { ...BLANK, name: 'Ana' });
  if (!added.ok) throw new Error(added.code);
  return { context, staffId, slug: added.slug, folder: join(dataDir, 'uploads', 'people') };
}

/** A picture with some noise in it. */
function photo(width: number, height: number, background = '#8f1d3f') {
  return sharp({ create: { width, height, channels: 3, background } });
}

/** A small file whose head promises a picture of this size, as such bombs do. */
async function promising(width: number, height: number): Promise<Buffer> {
  const bytes = await photo(200, 200).png().toBuffer();
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

async function moving(format: 'gif' | 'webp'): Promise<Buffer> {
  const frames = await Promise.all(
    ['#000000', '#ffffff'].map((background) => photo(200, 200, background).png().toBuffer())
  );
  return sharp(frames, { join: { animated: true } })
    .toFormat(format)
    .toBuffer();
}

/** The announcement of frames, put behind the head of a still picture. */
async function movingPng(): Promise<Buffer> {
  const still = await photo(200, 200).png().toBuffer();
  const chunk = Buffer.alloc(20);
  chunk.writeUInt32BE(8, 0);
  chunk.write('acTL', 4, 'latin1');
  return Buffer.concat([still.subarray(0, 33), chunk, still.subarray(33)]);
}

async function brokenOff(): Promise<Buffer> {
  const whole = await photo(800, 800).jpeg().toBuffer();
  return whole.subarray(0, whole.length / 2);
}
