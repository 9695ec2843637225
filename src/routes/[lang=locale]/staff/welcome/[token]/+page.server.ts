import { fail, redirect } from '@sveltejs/kit';
import { pathIn } from '$lib/i18n/paths.ts';
import { cookieName, cookieOptions } from '$lib/server/cookies.ts';
import { SESSION_DAYS } from '$lib/server/staff/sessions.ts';
import { acceptWelcome, findWelcome } from '$lib/server/staff/welcome.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  return { welcome: await findWelcome(locals.hub, params.token) };
};

export const actions: Actions = {
  default: async ({ request, locals, params, cookies }) => {
    const { hub, lang } = locals;
    const password = (await request.formData()).get('password');
    const outcome = await acceptWelcome(
      hub,
      params.token,
      typeof password === 'string' ? password : ''
    );
    if (!outcome.ok) return fail(400, { code: outcome.code });
    const token = await hub.sessions.start(outcome.userId);
    cookies.set(
      cookieName(hub.config, 'staff'),
      token,
      cookieOptions(hub.config, SESSION_DAYS * 86_400)
    );
    redirect(303, pathIn(lang, '/staff'));
  }
};
