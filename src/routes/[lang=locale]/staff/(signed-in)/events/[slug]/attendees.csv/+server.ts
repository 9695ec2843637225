import { staffEventPath } from '$lib/i18n/paths.ts';
import { localDay } from '$lib/i18n/when.ts';
import { readAttendeeFilter } from '$lib/schema/attendee-filter.ts';
import { writeCsv } from '$lib/server/csv.ts';
import { download } from '$lib/server/download.ts';
import {
  ATTENDEE_COLUMNS_CSV,
  ATTENDEE_COLUMNS_WITH_SOURCE,
  exportAttendees
} from '$lib/server/rsvps/export-attendees.ts';
import { organizedPage } from '../organized-event.ts';
import type { RequestHandler } from './$types';

/**
 * The attendees of an event for a spreadsheet: all of them, or those that the filters in the address mean; with
 * the partner's link that they came by where it says `with=source`. Nobody is searched for by address, so that
 * what is counted and noted is what is in the file.
 */
export const GET: RequestHandler = async (request) => {
  const { hub, staff, event, slug, frame } = await organizedPage(request, 'attendees.csv');
  const filter = { ...readAttendeeFilter(request.url.searchParams), q: null };
  const { total, batches } = await exportAttendees(hub, staff.id, event.id, filter);
  const path = staffEventPath(request.locals.lang, slug, 'attendees.csv');
  const word = path.slice(path.lastIndexOf('/') + 1, -'.csv'.length);
  const columns =
    request.url.searchParams.get('with') === 'source'
      ? ATTENDEE_COLUMNS_WITH_SOURCE
      : ATTENDEE_COLUMNS_CSV;
  const response = download(writeCsv(columns, batches), {
    type: 'text/csv; charset=utf-8; header=present',
    name: `${word}-${slug}-${localDay(hub.now(), frame.zone)}.csv`
  });
  response.headers.set('x-total-rows', String(total));
  return response;
};
