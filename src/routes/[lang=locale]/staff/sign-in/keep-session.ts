import type { Cookies } from '@sveltejs/kit';
import { cookieName, cookieOptions } from '$lib/server/cookies.ts';
import type { Hub } from '$lib/server/hub.ts';
import { SESSION_DAYS } from '$lib/server/staff/sessions.ts';

/** Gives the browser the token of a session that has just begun. */
export function keepSession({ config }: Hub, cookies: Cookies, token: string): void {
  cookies.set(cookieName(config, 'staff'), token, cookieOptions(config, SESSION_DAYS * 86_400));
}
