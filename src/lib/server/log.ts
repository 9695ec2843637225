import { pino, type Logger } from 'pino';
import type { Config } from './config.ts';

export type Log = Logger;

/** One JSON line per entry, on standard error so that what a command prints stays readable; no personal data is ever passed. */
export function openLog(config: Pick<Config, 'logLevel'>): Log {
  return pino(
    { level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination(2)
  );
}

/** What may be said of an error: its kind and place, not its message, which can quote what somebody typed. */
export function describeError(error: unknown): { name: string; code?: string; stack?: string } {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error ? { code: String(error.code) } : {};
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8);
  return { name: error.name, ...code, stack: frames.join('\n') };
}
