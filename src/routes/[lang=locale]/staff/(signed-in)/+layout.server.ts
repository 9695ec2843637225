import { findStaffRights } from '$lib/server/staff/staff-rights.ts';
import { requireSignIn } from '../require-sign-in.ts';
import type { LayoutServerLoad } from './$types';

const NONE = { organizes: false, creates: false, administers: false };

/** Who is signed in, and which ways lead on from here; every page asks for itself whether it opens. */
export const load: LayoutServerLoad = async (event) => {
  const { hub, staff } = event.locals;
  return {
    ...requireSignIn(event),
    rights: staff ? await findStaffRights(hub.db, staff.id) : NONE
  };
};
