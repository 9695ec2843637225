import { houseRetentionDays } from '$lib/server/house/retention.ts';
import { HELD_DATA } from '$lib/server/privacy/held-data.ts';
import type { PageServerLoad } from './$types';

/** The table that the purge works through, in words that the page has for it. */
export const load: PageServerLoad = async ({ locals: { hub } }) => ({
  held: HELD_DATA.map(({ id, keep, deleted }) => ({ id, keep, deleted })),
  retentionDays: await houseRetentionDays(hub)
});
