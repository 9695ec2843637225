import { error } from '@sveltejs/kit';
import { cookieName } from '$lib/server/cookies.ts';
import { loadCueSheet } from '$lib/server/panel/cue-sheet.ts';
import { findPanelByToken } from '$lib/server/panel/panel-links.ts';
import { findRehearsalNote } from '$lib/server/rehearsals/find-rehearsal.ts';
import { viewerSnapshot } from '$lib/server/rooms/room-snapshot.ts';
import type { PageServerLoad } from './$types';

/** The cue of somebody who came by a private link: what everybody may see, and who and what it is about. */
export const load: PageServerLoad = async ({ locals: { hub, lang }, cookies, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const token = cookies.get(cookieName(hub.config, 'panel'));
  const visitor = token ? await findPanelByToken(hub.db, token) : null;
  if (!visitor) error(404, 'link_unknown');
  return {
    me: visitor.name,
    rehearsal: await findRehearsalNote(hub.db, visitor.eventId),
    sheet: await loadCueSheet(hub.db, visitor.eventId, lang),
    snapshot: { ...(await viewerSnapshot(hub.db, visitor.eventId, null)), viewers: 0 }
  };
};
