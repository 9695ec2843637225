import { error, fail, type RequestEvent } from '@sveltejs/kit';
import { parseForm } from '$lib/schema/parse-form.ts';
import {
  addPasskeySchema,
  changePasswordSchema,
  confirmSchema,
  profileSchema,
  turnOnSchema
} from '$lib/schema/team.ts';
import { cookieName, cookieOptions } from '$lib/server/cookies.ts';
import {
  changeOwnPassword,
  confirmOwnPassword,
  loadOwnAccount,
  saveOwnProfile
} from '$lib/server/staff/own-account.ts';
import { endOwnSessions, listOwnSessions } from '$lib/server/staff/own-sessions.ts';
import { CHALLENGE_SECONDS, newChallenge } from '$lib/server/staff/passkey-challenge.ts';
import {
  addPasskey,
  listPasskeys,
  passkeyCreationOptions,
  removePasskey
} from '$lib/server/staff/passkeys.ts';
import {
  proposeAgain,
  proposeTotp,
  renewRecoveryCodes,
  turnOffTotp,
  turnOnTotp
} from '$lib/server/staff/totp.ts';
import type { Actions, PageServerLoad } from './$types';

/** One's own account, whatever one's role. */
export const load: PageServerLoad = async ({ locals: { hub, staff, zone }, url }) => {
  if (!staff) error(403, 'forbidden');
  const own = { userId: staff.id, sessionId: staff.sessionId };
  const account = await loadOwnAccount(hub, staff.id);
  if (!account) error(404, 'not_found');
  return {
    account,
    sessions: await listOwnSessions(hub, own),
    passkeys: await listPasskeys(hub, staff.id),
    proposal:
      url.searchParams.has('second-step') && !account.hasTotp ? proposeTotp(hub, staff) : null,
    zone: zone ?? 'UTC'
  };
};

export const actions: Actions = {
  profile: async (event) => {
    const { hub, staff } = signedIn(event);
    const form = parseForm(await event.request.formData(), profileSchema);
    if (!form.ok) return fail(400, { part: 'profile', ...form });
    await saveOwnProfile(hub, staff.id, form.value);
    return { part: 'profile', done: true };
  },

  password: async (event) => {
    const { hub, staff } = signedIn(event);
    const form = parseForm(await event.request.formData(), changePasswordSchema);
    if (!form.ok) return fail(400, { part: 'password', errors: form.errors });
    const refusal = await asked(event, form.value.current);
    if (refusal) return fail(400, { part: 'password', ...refusal });
    const { id: userId, sessionId } = staff;
    const change = { userId, sessionId, password: form.value.new };
    const outcome = await changeOwnPassword(hub, change);
    if (!outcome.ok) return fail(400, { part: 'password', code: outcome.code });
    outcome.endedSessions.forEach((id) => hub.publisher.closeSession(id));
    return { part: 'password', done: true };
  },

  endSession: async (event) => {
    const { hub, staff } = signedIn(event);
    const which = (await event.request.formData()).get('session');
    return endSessions(hub, staff, typeof which === 'string' ? which : '');
  },

  endOthers: async (event) => {
    const { hub, staff } = signedIn(event);
    return endSessions(hub, staff, null);
  },

  factorOn: async (event) => {
    const { hub, staff } = signedIn(event);
    const data = await event.request.formData();
    const form = parseForm(data, turnOnSchema);
    const sealed = data.get('sealed');
    const proposal = proposeAgain(hub, staff, typeof sealed === 'string' ? sealed : '');
    if (!form.ok) return fail(400, { part: 'factor', errors: form.errors, proposal });
    const refusal = await asked(event, form.value.current);
    if (refusal) return fail(400, { part: 'factor', ...refusal, proposal });
    const outcome = await turnOnTotp(hub, staff.id, form.value.sealed, form.value.code);
    if (!outcome.ok) return fail(400, { part: 'factor', code: outcome.code, proposal });
    return { part: 'factor', codes: outcome.codes };
  },

  factorOff: async (event) => {
    const { hub, staff } = signedIn(event);
    const refusal = await confirmed(event);
    if (refusal) return fail(400, { part: 'factorOff', ...refusal });
    await turnOffTotp(hub, staff.id);
    return { part: 'factor', done: true };
  },

  codes: async (event) => {
    const { hub, staff } = signedIn(event);
    const refusal = await confirmed(event);
    if (refusal) return fail(400, { part: 'codes', ...refusal });
    return { part: 'factor', codes: await renewRecoveryCodes(hub, staff.id) };
  },

  passkeyChallenge: async (event) => {
    const { hub, staff } = signedIn(event);
    const { challenge, sealed } = newChallenge(hub);
    const options = cookieOptions(hub.config, CHALLENGE_SECONDS);
    event.cookies.set(cookieName(hub.config, 'passkey'), sealed, options);
    return { options: await passkeyCreationOptions(hub, staff, challenge) };
  },

  addPasskey: async (event) => {
    const { hub, staff } = signedIn(event);
    const form = parseForm(await event.request.formData(), addPasskeySchema);
    const name = cookieName(hub.config, 'passkey');
    const challenge = event.cookies.get(name) ?? '';
    if (!form.ok) return fail(400, { part: 'passkey', errors: form.errors });
    const refusal = await asked(event, form.value.current);
    if (refusal) return fail(400, { part: 'passkey', ...refusal });
    event.cookies.delete(name, cookieOptions(hub.config, 0));
    const outcome = await addPasskey(hub, staff.id, { ...form.value, challenge });
    if (!outcome.ok) return fail(400, { part: 'passkey', code: outcome.code });
    return { part: 'passkey', done: true };
  },

  removePasskey: async (event) => {
    const { hub, staff } = signedIn(event);
    const id = (await event.request.formData()).get('id');
    await removePasskey(hub, staff.id, typeof id === 'string' ? id : '');
    return { part: 'passkeyRemoved', done: true };
  }
};

function signedIn({ locals: { hub, staff } }: RequestEvent) {
  if (!staff) error(403, 'forbidden');
  return { hub, staff };
}

/** The refusal when the password that was asked again is not right, else null. */
async function asked(event: RequestEvent, password: string) {
  const { hub, staff } = signedIn(event);
  const attempt = { userId: staff.id, password, address: event.getClientAddress() };
  const outcome = await confirmOwnPassword(hub, hub.throttle, attempt);
  return outcome.ok ? null : { retryAfter: 0, ...outcome };
}

async function confirmed(event: RequestEvent) {
  const form = parseForm(await event.request.formData(), confirmSchema);
  return form.ok ? asked(event, form.value.current) : { errors: form.errors };
}

async function endSessions(
  hub: App.Locals['hub'],
  staff: NonNullable<App.Locals['staff']>,
  which: string | null
) {
  const ended = await endOwnSessions(hub, { userId: staff.id, sessionId: staff.sessionId }, which);
  ended.forEach((id) => hub.publisher.closeSession(id));
  return { part: 'sessions', ended: ended.length };
}
