import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { staffEventPath, type StaffEventPage } from '$lib/i18n/paths.ts';
import { findEventFrame } from '$lib/server/events/find-event-frame.ts';
import { findStaffEvent, ORGANIZING } from '$lib/server/staff/access.ts';

type Request = RequestEvent<{ slug: string }>;

/** The event of the address if the person organizes it, else 404: for moderators too there is no such page. */
export async function organizedEvent({
  locals: { hub, staff },
  params
}: Pick<Request, 'locals' | 'params'>) {
  if (!staff) error(403, 'forbidden');
  const event = await findStaffEvent(hub.db, staff.id, params.slug, ORGANIZING);
  if (!event) error(404, 'not_found');
  return { hub, staff, event };
}

/** The same for showing a page: with what stands above it, and by the address of its language. */
export async function organizedPage(request: Request, page: StaffEventPage) {
  const organized = await organizedEvent(request);
  const { hub, event } = organized;
  const { lang } = request.locals;
  const slug = event.slug[lang];
  if (slug !== request.params.slug) redirect(308, staffEventPath(lang, slug, page));
  return { ...organized, slug, frame: await findEventFrame(hub, event.id, lang) };
}
