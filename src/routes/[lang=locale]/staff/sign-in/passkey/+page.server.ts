import { fail, redirect } from '@sveltejs/kit';
import { pathIn } from '$lib/i18n/paths.ts';
import { safeReturnPath } from '$lib/i18n/return-path.ts';
import { cookieName, cookieOptions } from '$lib/server/cookies.ts';
import { deviceName } from '$lib/server/staff/device-name.ts';
import { CHALLENGE_SECONDS, newChallenge } from '$lib/server/staff/passkey-challenge.ts';
import { signInWithPasskey } from '$lib/server/staff/passkey-sign-in.ts';
import { passkeyRequestOptions } from '$lib/server/staff/passkeys.ts';
import { keepSession } from '../keep-session.ts';
import type { Actions, PageServerLoad } from './$types';

/** No page of its own: the button stands on the sign-in. */
export const load: PageServerLoad = ({ locals, url }) =>
  redirect(303, pathIn(locals.lang, '/staff/sign-in') + url.search);

export const actions: Actions = {
  /** What the device needs; the same for everybody, whoever they are. */
  challenge: async ({ locals: { hub }, cookies }) => {
    const { challenge, sealed } = newChallenge(hub);
    const options = cookieOptions(hub.config, CHALLENGE_SECONDS);
    cookies.set(cookieName(hub.config, 'passkey'), sealed, options);
    return { options: passkeyRequestOptions(hub, challenge) };
  },

  enter: async ({ locals, request, cookies, url, getClientAddress }) => {
    const { hub, lang } = locals;
    const answer = (await request.formData()).get('answer');
    const outcome = await signInWithPasskey(hub, hub.sessions, hub.throttle, {
      answer: typeof answer === 'string' ? answer : '',
      challenge: cookies.get(cookieName(hub.config, 'passkey')) ?? '',
      address: getClientAddress(),
      device: deviceName(request.headers.get('user-agent'))
    });
    cookies.delete(cookieName(hub.config, 'passkey'), cookieOptions(hub.config, 0));
    if (!outcome.ok)
      return fail(outcome.code === 'wrong' ? 400 : 429, { retryAfter: 0, ...outcome });
    keepSession(hub, cookies, outcome.token);
    redirect(303, safeReturnPath(url.searchParams.get('next'), pathIn(lang, '/staff')));
  }
};
