import { error } from '@sveltejs/kit';
import { AUDIT_VERBS } from '$lib/server/staff/audit.ts';
import {
  listAudit,
  listAuditActors,
  startOfDay,
  type AuditCursor,
  type AuditFilter
} from '$lib/server/staff/list-audit.ts';
import { listRoleEvents } from '$lib/server/staff/team.ts';
import type { PageServerLoad } from './$types';

const VERBS = [...AUDIT_VERBS, 'question_decided'] as const;

/** Who did what, for admins; for everybody else there is no such page. */
export const load: PageServerLoad = async ({ locals: { hub, staff, lang, zone }, url }) => {
  if (!staff) error(403, 'forbidden');
  const filter = readFilter(url.searchParams, zone ?? 'UTC');
  const page = await listAudit(hub, staff.id, filter, lang);
  const actors = await listAuditActors(hub, staff.id);
  if (!page || !actors) error(404, 'not_found');
  return {
    ...page,
    filter,
    actors,
    verbs: VERBS,
    events: await listRoleEvents(hub, lang),
    zone: zone ?? 'UTC'
  };
};

/** What an address says that is no filter is left out: a link that somebody sent still opens. */
function readFilter(query: URLSearchParams, zone: string): AuditFilter & { day: string } {
  const since = startOfDay(query.get('since') ?? '', zone);
  return {
    who: query.get('who') || null,
    what: VERBS.find((verb) => verb === query.get('what')) ?? null,
    event: query.get('event') || null,
    since,
    day: since === null ? '' : (query.get('since') ?? ''),
    before: readCursor(query.get('before'))
  };
}

function readCursor(text: string | null): AuditCursor | null {
  const [at, id] = (text ?? '').split('~');
  return at && id ? { at, id } : null;
}
