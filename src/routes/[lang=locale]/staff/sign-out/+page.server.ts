import { redirect } from '@sveltejs/kit';
import { pathIn } from '$lib/i18n/paths.ts';
import { cookieName, cookieOptions } from '$lib/server/cookies.ts';
import type { Actions, PageServerLoad } from './$types';

/** Signing out is a POST; who comes here by a link is sent on. */
export const load: PageServerLoad = ({ locals }) => redirect(303, pathIn(locals.lang, '/staff'));

export const actions: Actions = {
  default: async ({ locals, cookies }) => {
    const { hub, staff, lang } = locals;
    if (staff) {
      await hub.sessions.end(staff.sessionId);
      hub.publisher.closeSession(staff.sessionId);
    }
    cookies.delete(cookieName(hub.config, 'staff'), cookieOptions(hub.config, 0));
    redirect(303, pathIn(lang, '/staff/sign-in'));
  }
};
