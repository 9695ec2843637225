import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { pathIn } from '$lib/i18n/paths.ts';
import { parseForm } from '$lib/schema/parse-form.ts';
import { roleSchema } from '$lib/schema/team.ts';
import { isAdmin } from '$lib/server/staff/access.ts';
import { disableStaff, enableStaff } from '$lib/server/staff/disable.ts';
import { sendLinkAgain, withdrawInvitation } from '$lib/server/staff/invite.ts';
import { removeFactors } from '$lib/server/staff/remove-factors.ts';
import { grantRole, HUB_ROLES, withdrawRole } from '$lib/server/staff/roles.ts';
import { findMember, listRoleEvents } from '$lib/server/staff/team.ts';
import type { Actions, PageServerLoad } from './$types';

type MemberEvent = RequestEvent<{ id: string }>;

/** One of the staff, for admins. */
export const load: PageServerLoad = async ({ locals: { hub, staff, lang, zone }, params }) => {
  if (!staff) error(403, 'forbidden');
  const member = await findMember(hub, staff.id, params.id, lang);
  if (!member) error(404, 'not_found');
  return {
    isMe: member.id === staff.id,
    member,
    events: await listRoleEvents(hub, lang),
    zone: zone ?? 'UTC'
  };
};

export const actions: Actions = {
  grant: async (event) => {
    const { hub, adminId } = await administering(event);
    const form = parseForm(await event.request.formData(), roleSchema);
    if (!form.ok) return fail(400, { code: 'event_missing' as const });
    const { role } = form.value;
    const eventId = HUB_ROLES.includes(role) ? '' : form.value.event;
    return answer(await grantRole(hub, adminId, event.params.id, { role, eventId }));
  },

  withdraw: async (event) => {
    const { hub, adminId } = await administering(event);
    const form = parseForm(await event.request.formData(), roleSchema);
    if (!form.ok) return fail(400, { code: 'not_found' as const });
    const { role, event: eventId } = form.value;
    const outcome = await withdrawRole(hub, adminId, event.params.id, { role, eventId });
    if (outcome.ok) await hub.publisher.recheckStaff(event.params.id);
    return answer(outcome);
  },

  link: async (event) => {
    const { hub, adminId, lang } = await administering(event);
    const { id } = event.params;
    const outcome = await sendLinkAgain(hub, adminId, id);
    if (!outcome.ok) return fail(409, { code: 'not_found' as const });
    hub.outbox.wake();
    const theirs = (await findMember(hub, adminId, id, lang))?.lang ?? lang;
    return { link: hub.config.origin + pathIn(theirs, `/staff/welcome/${outcome.token}`) };
  },

  withdrawInvitation: async (event) => {
    const { hub, adminId, lang } = await administering(event);
    const outcome = await withdrawInvitation(hub, adminId, event.params.id);
    if (!outcome.ok) return fail(409, { code: 'not_found' as const });
    redirect(303, pathIn(lang, '/staff/team') + '?withdrawn');
  },

  factorOff: async (event) => {
    const { hub, adminId } = await administering(event);
    return answer(await removeFactors(hub, adminId, event.params.id));
  },

  disable: async (event) => {
    const { hub, adminId } = await administering(event);
    const outcome = await disableStaff(hub, adminId, event.params.id);
    if (outcome.ok) hub.publisher.closeStaff(event.params.id);
    return answer(outcome);
  },

  enable: async (event) => {
    const { hub, adminId } = await administering(event);
    return answer(await enableStaff(hub, adminId, event.params.id));
  }
};

/** The admin who asks; for everybody else there is no such page. */
async function administering({ locals: { hub, staff, lang } }: MemberEvent) {
  if (!staff) error(403, 'forbidden');
  if (!(await isAdmin(hub.db, staff.id))) error(404, 'not_found');
  return { hub, adminId: staff.id, lang };
}

type Refusal = 'forbidden' | 'not_found' | 'event_missing' | 'last_admin';

function answer(outcome: { ok: true } | { ok: false; code: Refusal }) {
  if (outcome.ok) return { saved: true };
  if (outcome.code === 'forbidden') error(404, 'not_found');
  return fail(409, { code: outcome.code });
}
