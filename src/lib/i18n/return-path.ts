import { localeOfPath } from './paths.ts';

/** A path of our own to go back to, else `fallback`: what a link brings along must not lead to another site. */
export function safeReturnPath(next: string | null, fallback: string): string {
  if (!next || !/^\/[a-z]{2}(\/[a-z0-9_-]+)*(\?[a-z0-9=&_-]*)?$/.test(next)) return fallback;
  return localeOfPath(next) ? next : fallback;
}
