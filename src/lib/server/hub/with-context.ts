import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import { openContext } from '../open-context.ts';

/** Opens the hub's database and keys for one command, and closes them whatever happens. */
export async function withContext<T>(
  config: Config,
  work: (context: Context) => Promise<T>
): Promise<T> {
  const context = await openContext(config);
  try {
    return await work(context);
  } finally {
    await context.db.destroy();
  }
}
