import { statfs } from 'node:fs/promises';
import type { Config } from '../../config.ts';

const LEAST_FREE = 200 * 1024 * 1024;

/** The data folder's disk has room for a busy evening. */
export async function checkDisk({ dataDir }: Config): Promise<string> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const text = `${Math.floor(free / 1024 / 1024)} MB free at ${dataDir}`;
  if (free < LEAST_FREE)
    throw new Error(`${text}: make room, at least ${LEAST_FREE / 1024 / 1024} MB`);
  return text;
}
