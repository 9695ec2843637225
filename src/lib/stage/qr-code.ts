import { encode } from 'uqr';

/** A QR code as one drawing: `size` modules wide and high, `path` covers the dark ones. */
export interface QrCode {
  address: string;
  size: number;
  path: string;
}

/** The blank edge that scanners need, in modules (ISO/IEC 18004, 6.3.8). */
const QUIET_ZONE = 4;

/** Draws an address; a run of dark modules in a row is one rectangle. */
export function drawQrCode(address: string): QrCode {
  const { data, size } = encode(address, { ecc: 'M', border: QUIET_ZONE });
  return { address, size, path: data.map(drawRow).join('') };
}

function drawRow(row: readonly boolean[], y: number): string {
  return row
    .map((dark, x) => (dark && !row[x - 1] ? `M${x} ${y}h${runLength(row, x)}v1H${x}z` : ''))
    .join('');
}

function runLength(row: readonly boolean[], from: number): number {
  const end = row.indexOf(false, from);
  return (end < 0 ? row.length : end) - from;
}
