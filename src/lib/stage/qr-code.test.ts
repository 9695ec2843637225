import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { drawQrCode } from './qr-code.ts';

const ADDRESS =
  'https://hub.example.org/es/eventos/guerra-contra-las-drogas-iniciativa-merida/sala';

/** The modules that a drawing covers, as a picture of text. */
function paint(path: string, size: number): string {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => ' '));
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g))
    rows[Number(y)]?.fill('#', Number(x), Number(x) + Number(length));
  return rows.map((row) => row.join('')).join('\n');
}

test('the drawing covers exactly the dark modules', () => {
  const { path, size } = drawQrCode(ADDRESS);
  const { data } = encode(ADDRESS, { ecc: 'M', border: 4 });
  expect(paint(path, size)).toBe(
    data.map((row) => row.map((dark) => (dark ? '#' : ' ')).join('')).join('\n')
  );
});

test('has the blank edge of four modules that scanners need', () => {
  const { path, size } = drawQrCode(ADDRESS);
  const rows = paint(path, size).split('\n');
  expect(rows.slice(0, 4).join('').trim()).toBe('');
  expect(rows.slice(-4).join('').trim()).toBe('');
  expect(rows.every((row) => row.startsWith('    ') && row.endsWith('    '))).toBe(true);
});
