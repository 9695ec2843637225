import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config.ts';
import { loadMasterKey } from '../../privacy/keys.ts';

/** The master key exists and only its owner can read it. */
export async function checkKey({ secretKey, dataDir }: Config): Promise<string> {
  if (secretKey) return 'from SECRET_KEY';
  const file = join(dataDir, 'secret.key');
  const found = await stat(file).catch(() => null);
  if (!found)
    throw new Error(
      `there is no ${file}: start the hub once, or restore the file from your backup`
    );
  const mode = (found.mode & 0o777).toString(8);
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw new Error(`${file} has mode ${mode}: others can read it; run chmod 600 on it`);
  loadMasterKey(null, dataDir);
  return `${file}, mode ${mode}`;
}
