/** A file that came whole, and the name that the hub gave it. */
export interface FetchedFile {
  blob: Blob;
  name: string;
}

/**
 * Fetches a CSV file and tells how far it is, from 0 to 1. Throws when it breaks off: half a list is
 * never kept as if it were all.
 */
export async function fetchExport(
  address: string,
  signal: AbortSignal,
  onProgress: (part: number) => void
): Promise<FetchedFile> {
  const response = await fetch(address, { signal, cache: 'no-store' });
  if (!response.ok || !response.body) throw new Error(`the export answered ${response.status}`);
  const total = Math.max(1, Number(response.headers.get('x-total-rows')));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let rows = 0;
  const reader = response.body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const part = new Uint8Array(read.value);
    parts.push(part);
    rows += part.reduce((count, byte) => count + Number(byte === LINE_FEED), 0);
    onProgress(Math.min(1, rows / total));
  }
  return { blob: new Blob(parts, { type: 'text/csv' }), name: nameOf(response) };
}

/** Puts a fetched file where the browser puts downloads. */
export function keepFile({ blob, name }: FetchedFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const LINE_FEED = 10;

function nameOf(response: Response): string {
  const header = response.headers.get('content-disposition') ?? '';
  return /filename="([^"]+)"/.exec(header)?.[1] ?? 'attendees.csv';
}
