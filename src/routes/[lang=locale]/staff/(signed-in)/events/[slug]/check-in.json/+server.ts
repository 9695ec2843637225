import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { doorReportSchema } from '$lib/schema/check-in.ts';
import { checkIn } from '$lib/server/rsvps/check-in.ts';
import { loadDoor } from '$lib/server/rsvps/door.ts';
import { organizedEvent } from '../organized-event.ts';
import type { RequestHandler } from './$types';

const NOT_KEPT = { 'cache-control': 'private, no-store' };

/** Who may come through the door, for a phone that holds it in memory. */
export const GET: RequestHandler = async (request) => {
  const { hub, event } = await organizedEvent(request);
  return json(await loadDoor(hub, event.id), { headers: NOT_KEPT });
};

/** What a phone decided at the door since it was heard of last; answered with what others did. */
export const POST: RequestHandler = async (request) => {
  const { hub, event, staff } = await organizedEvent(request);
  const body: unknown = await request.request.json().catch(() => null);
  const report = v.safeParse(doorReportSchema, body);
  if (!report.success) error(400, 'invalid');
  const outcomes = await checkIn(hub, staff.id, event.id, report.output);
  const news = await loadDoor(hub, event.id, report.output.since);
  return json({ outcomes, ...news }, { headers: NOT_KEPT });
};
