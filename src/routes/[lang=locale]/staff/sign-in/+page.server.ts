import { fail, redirect } from '@sveltejs/kit';
import { pathIn } from '$lib/i18n/paths.ts';
import { safeReturnPath } from '$lib/i18n/return-path.ts';
import { parseForm } from '$lib/schema/parse-form.ts';
import { signInSchema } from '$lib/schema/sign-in.ts';
import { cookieName, cookieOptions } from '$lib/server/cookies.ts';
import { deviceName } from '$lib/server/staff/device-name.ts';
import { SECOND_STEP_SECONDS } from '$lib/server/staff/second-step.ts';
import { signIn } from '$lib/server/staff/sign-in.ts';
import { keepSession } from './keep-session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  if (locals.staff)
    redirect(303, safeReturnPath(url.searchParams.get('next'), pathIn(locals.lang, '/staff')));
};

export const actions: Actions = {
  default: async ({ request, locals, cookies, url, getClientAddress }) => {
    const { hub, lang } = locals;
    const form = parseForm(await request.formData(), signInSchema);
    if (!form.ok) return fail(400, { errors: form.errors, email: form.values.email });
    const outcome = await signIn(hub, hub.sessions, hub.throttle, {
      ...form.value,
      address: getClientAddress(),
      device: deviceName(request.headers.get('user-agent'))
    });
    if (!outcome.ok && outcome.code === 'second_step') {
      const options = cookieOptions(hub.config, SECOND_STEP_SECONDS);
      cookies.set(cookieName(hub.config, 'second-step'), outcome.token, options);
      redirect(303, pathIn(lang, '/staff/sign-in/code') + url.search);
    }
    if (!outcome.ok)
      return fail(outcome.code === 'wrong' ? 400 : 429, { ...outcome, email: form.value.email });
    keepSession(hub, cookies, outcome.token);
    redirect(303, safeReturnPath(url.searchParams.get('next'), pathIn(lang, '/staff')));
  }
};
