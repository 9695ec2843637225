import { json } from '@sveltejs/kit';
import { findRoomEvent } from '$lib/server/rooms/admission.ts';
import { issueViewerToken } from '$lib/server/rooms/viewer-identity.ts';
import { problem } from '../../../../answers.ts';
import type { RequestHandler } from './$types';

/** An anonymous viewer for programs that hold no cookie. */
export const POST: RequestHandler = async ({ locals: { hub }, params: { slug } }) => {
  const event = await findRoomEvent(hub.db, slug);
  if (!event || event.status === 'draft') return problem('not_found');
  return json({ token: issueViewerToken(hub.keys) }, { headers: { 'cache-control': 'no-store' } });
};
