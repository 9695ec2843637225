import { fail, redirect } from '@sveltejs/kit';
import { pathIn } from '$lib/i18n/paths.ts';
import { deviceName } from '$lib/server/staff/device-name.ts';
import { acceptWelcome, findWelcome } from '$lib/server/staff/welcome.ts';
import { keepSession } from '../../sign-in/keep-session.ts';
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
    for (const id of outcome.endedSessions) hub.publisher.closeSession(id);
    // A link by mail is one factor: who has two gives the other at the sign-in.
    if (outcome.hasSecondFactor) redirect(303, pathIn(lang, '/staff/sign-in'));
    const device = deviceName(request.headers.get('user-agent'));
    keepSession(hub, cookies, await hub.sessions.start(outcome.userId, { method: 'link', device }));
    redirect(303, pathIn(lang, '/staff'));
  }
};
