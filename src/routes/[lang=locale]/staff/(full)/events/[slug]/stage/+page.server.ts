import { error, redirect } from '@sveltejs/kit';
import { eventPath, staffEventPath } from '$lib/i18n/paths.ts';
import { findEventTitle } from '$lib/server/events/find-event-title.ts';
import { findRehearsalNote } from '$lib/server/rehearsals/find-rehearsal.ts';
import { viewerSnapshot } from '$lib/server/rooms/room-snapshot.ts';
import { findStaffEvent, READING } from '$lib/server/staff/access.ts';
import { drawQrCode } from '$lib/stage/qr-code.ts';
import type { PageServerLoad } from './$types';

/** What everybody may see, and nothing else: whatever this page holds can end up on a projector. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { hub, staff, lang } = locals;
  if (!staff) error(403, 'forbidden');
  const event = await findStaffEvent(hub.db, staff.id, params.slug, READING);
  if (!event) error(404, 'not_found');
  if (event.slug[lang] !== params.slug)
    redirect(308, staffEventPath(lang, event.slug[lang], 'stage') + url.search);
  const rehearsal = await findRehearsalNote(hub.db, event.id);
  // A rehearsal has no room of its own: who scans its code finds the real one.
  const roomOf = rehearsal?.original ?? event.slug;
  const room = (language: 'es' | 'en') =>
    hub.config.origin + eventPath(language, roomOf[language], 'room');
  return {
    slugs: event.slug,
    rehearsal,
    titles: {
      es: await findEventTitle(hub.db, event.id, 'es'),
      en: await findEventTitle(hub.db, event.id, 'en')
    },
    host: new URL(hub.config.origin).host,
    codes: { es: drawQrCode(room('es')), en: drawQrCode(room('en')) },
    snapshot: { ...(await viewerSnapshot(hub.db, event.id, null)), viewers: 0 }
  };
};
