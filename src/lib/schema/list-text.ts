/** Every file of Excel, and any other archive, begins so. */
const ARCHIVE = [0x50, 0x4b, 0x03, 0x04];

/**
 * The text of a file that somebody chose, as spreadsheets write it: UTF-8, UTF-16 with its mark, or what an
 * older Excel calls CSV (windows-1252). Null for a workbook or anything else that is no text.
 */
export function readListText(bytes: Uint8Array<ArrayBuffer>): string | null {
  if (ARCHIVE.every((byte, at) => bytes[at] === byte)) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
