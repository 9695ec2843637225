import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Locale } from '$lib/i18n/locales.ts';
import { panelPath, staffEventPath } from '$lib/i18n/paths.ts';
import { panelLinkSchema, revokePanelLinkSchema } from '$lib/schema/panel.ts';
import { parseForm } from '$lib/schema/parse-form.ts';
import type { Context } from '$lib/server/context.ts';
import { loadCueSheet } from '$lib/server/panel/cue-sheet.ts';
import { listPanelLinks, makePanelLink, revokePanelLink } from '$lib/server/panel/panel-links.ts';
import { engineHost } from '$lib/server/questions/suggest-translation.ts';
import { findRehearsalNote } from '$lib/server/rehearsals/find-rehearsal.ts';
import { staffSnapshot } from '$lib/server/rooms/room-snapshot.ts';
import { findStaffEvent, hasRole, MODERATING, READING } from '$lib/server/staff/access.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { hub, staff, lang } = locals;
  if (!staff) error(403, 'forbidden');
  const event = await findStaffEvent(hub.db, staff.id, params.slug, READING);
  if (!event) error(404, 'not_found');
  if (event.slug[lang] !== params.slug)
    redirect(308, staffEventPath(lang, event.slug[lang], 'cue'));
  const moderates = await hasRole(hub.db, staff.id, event.id, MODERATING);
  return {
    slugs: event.slug,
    rehearsal: await findRehearsalNote(hub.db, event.id),
    sheet: await loadCueSheet(hub.db, event.id, lang),
    snapshot: { ...(await staffSnapshot(hub.db, event.id)), viewers: 0 },
    me: staff.name,
    engine: engineHost(hub.config),
    links: moderates ? await linksOf(hub, event.id, lang) : null
  };
};

export const actions: Actions = {
  makeLink: async (request) => {
    const { hub, eventId, staffId } = await moderatedEvent(request);
    const form = parseForm(await request.request.formData(), panelLinkSchema);
    if (!form.ok) return fail(400, { name: form.values.name, refused: codeOf(form.errors.name) });
    const outcome = await makePanelLink(hub, eventId, form.value.name, staffId);
    if (!outcome.ok) return fail(409, { name: form.value.name, refused: outcome.code });
    return {};
  },
  revokeLink: async (request) => {
    const { hub, eventId, staffId } = await moderatedEvent(request);
    const form = parseForm(await request.request.formData(), revokePanelLinkSchema);
    if (form.ok && (await revokePanelLink(hub, eventId, form.value.id, staffId)))
      hub.publisher.closePanel(form.value.id);
    return {};
  }
};

/** The event of the address if the person moderates it, else 404. */
async function moderatedEvent({ locals: { hub, staff }, params }: RequestEvent<{ slug: string }>) {
  if (!staff) error(403, 'forbidden');
  const event = await findStaffEvent(hub.db, staff.id, params.slug, MODERATING);
  if (!event) error(404, 'not_found');
  return { hub, eventId: event.id, staffId: staff.id };
}

async function linksOf(context: Context, eventId: string, lang: Locale) {
  const links = await listPanelLinks(context, eventId);
  return links.map(({ id, name, token }) => ({
    id,
    name,
    address: context.config.origin + panelPath(lang, token)
  }));
}

function codeOf(code: string | undefined): 'required' | 'too_long' | 'invalid' {
  return code === 'required' || code === 'too_long' ? code : 'invalid';
}
