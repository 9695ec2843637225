import { unsubscribe } from '$lib/server/rsvps/unsubscribe.ts';
import type { Actions, PageServerLoad } from './$types';

/** Looks nothing up: link scanners may open it, and every token gets the same page. */
export const load: PageServerLoad = ({ setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
};

export const actions: Actions = {
  /** The button of the page, and the one click of a mail program (RFC 8058): no session, the same answer. */
  default: async ({ locals: { hub }, params }) => {
    await unsubscribe(hub, params.token);
    return { done: true };
  }
};
