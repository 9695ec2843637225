import type { Config } from './config.ts';

/** The cookies of the hub. Over https they carry the `__Host-` prefix (RFC 6265bis, 4.1.3.2). */
export type CookieName =
  'staff' | 'second-step' | 'passkey' | 'viewer' | 'rsvp' | 'panel' | 'channel';

export function cookieName(config: Config, name: CookieName): string {
  return isSecure(config) ? `__Host-${name}` : name;
}

export function isSecure(config: Config): boolean {
  return config.origin.startsWith('https:');
}

/** Attributes of every cookie we set; `maxAge` in seconds. */
export function cookieOptions(config: Config, maxAge: number) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(config), maxAge } as const;
}

/** One cookie of a raw header, as the pages read it: the first of that name counts. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').slice(0, 8_192).split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return decode(pair.slice(at + 1).trim());
  }
  return null;
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
