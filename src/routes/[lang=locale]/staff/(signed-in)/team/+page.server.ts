import { error, fail } from '@sveltejs/kit';
import { pathIn } from '$lib/i18n/paths.ts';
import { parseForm } from '$lib/schema/parse-form.ts';
import { inviteSchema } from '$lib/schema/team.ts';
import { isAdmin } from '$lib/server/staff/access.ts';
import { inviteStaff } from '$lib/server/staff/invite.ts';
import { listRoleEvents, listTeam } from '$lib/server/staff/team.ts';
import type { Actions, PageServerLoad } from './$types';

/** Everybody of the staff, for admins; for everybody else there is no such page. */
export const load: PageServerLoad = async ({ locals: { hub, staff, lang, zone } }) => {
  if (!staff) error(403, 'forbidden');
  const members = await listTeam(hub, staff.id, lang);
  if (!members) error(404, 'not_found');
  return {
    me: staff.id,
    members,
    events: await listRoleEvents(hub, lang),
    zone: zone ?? 'UTC'
  };
};

export const actions: Actions = {
  invite: async ({ locals: { hub, staff }, request }) => {
    if (!staff) error(403, 'forbidden');
    if (!(await isAdmin(hub.db, staff.id))) error(404, 'not_found');
    const data = await request.formData();
    const eventIds = data
      .getAll('event')
      .filter((id) => typeof id === 'string')
      .slice(0, 200);
    const form = parseForm(data, inviteSchema);
    if (!form.ok) return fail(400, { errors: form.errors, values: form.values, eventIds });
    const outcome = await inviteStaff(hub, staff.id, { ...form.value, eventIds });
    if (outcome.ok) {
      hub.outbox.wake();
      const path = pathIn(form.value.lang, `/staff/welcome/${outcome.token}`);
      return { link: hub.config.origin + path, name: form.value.name };
    }
    if (outcome.code === 'forbidden') error(404, 'not_found');
    return fail(409, { code: outcome.code, values: { ...form.value }, eventIds });
  }
};
