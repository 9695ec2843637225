import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { pathIn } from '$lib/i18n/paths.ts';
import { safeReturnPath } from '$lib/i18n/return-path.ts';
import { parseForm } from '$lib/schema/parse-form.ts';
import { codeSchema } from '$lib/schema/team.ts';
import { cookieName, cookieOptions } from '$lib/server/cookies.ts';
import { deviceName } from '$lib/server/staff/device-name.ts';
import { findSecondStep, finishSignIn } from '$lib/server/staff/second-step.ts';
import { keepSession } from '../keep-session.ts';
import type { Actions, PageServerLoad } from './$types';

/** Only who has just given the right password comes here; everybody else is led to the first step. */
export const load: PageServerLoad = async ({ locals, cookies, url, setHeaders }) => {
  const { hub, lang } = locals;
  setHeaders({ 'cache-control': 'private, no-store' });
  const token = cookies.get(cookieName(hub.config, 'second-step'));
  const open = token !== undefined && (await findSecondStep(hub, token)) !== null;
  if (!open) redirect(303, pathIn(lang, '/staff/sign-in') + url.search);
  return { back: pathIn(lang, '/staff/sign-in') + url.search };
};

export const actions: Actions = {
  default: async (event) => {
    const { hub, lang } = event.locals;
    const form = parseForm(await event.request.formData(), codeSchema);
    if (!form.ok) return fail(400, { code: 'code_wrong' as const, retryAfter: 0 });
    const outcome = await finishSignIn(hub, hub.sessions, hub.throttle, {
      token: event.cookies.get(cookieName(hub.config, 'second-step')) ?? '',
      code: form.value.code,
      address: event.getClientAddress(),
      device: deviceName(event.request.headers.get('user-agent'))
    });
    if (!outcome.ok)
      return fail(outcome.code === 'rate_limited' ? 429 : 400, { retryAfter: 0, ...outcome });
    forgetFirstStep(event);
    keepSession(hub, event.cookies, outcome.token);
    redirect(303, safeReturnPath(event.url.searchParams.get('next'), pathIn(lang, '/staff')));
  }
};

function forgetFirstStep({ locals: { hub }, cookies }: RequestEvent): void {
  cookies.delete(cookieName(hub.config, 'second-step'), cookieOptions(hub.config, 0));
}
