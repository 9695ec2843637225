import type { AttendeeFilter } from '../../schema/attendee-filter.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { audit } from '../staff/audit.ts';
import { countMatches, eachAttendee, type SelectedAttendee } from './attendee-selection.ts';

/** The columns of the file, by the contract. */
export const ATTENDEE_COLUMNS_CSV = [
  'status',
  'name',
  'email',
  'listen',
  'needs',
  'news',
  'createdAt'
] as const;

/** The same and the word of the partner's link, for who asks for it. */
export const ATTENDEE_COLUMNS_WITH_SOURCE = [...ATTENDEE_COLUMNS_CSV, 'source'] as const;

type ExportedAttendee = Record<(typeof ATTENDEE_COLUMNS_WITH_SOURCE)[number], string | null>;

export interface AttendeeExport {
  /** How many rows there were when it began, for showing how far it is. */
  total: number;
  batches: AsyncIterable<ExportedAttendee[]>;
}

/**
 * The attendees that a filter means, for a file that is nowhere but on its way. Who took how many is in the
 * audit log before the first one leaves, so that an export that broke off is there too.
 */
export async function exportAttendees(
  context: Context,
  staffId: string,
  eventId: string,
  filter: AttendeeFilter
): Promise<AttendeeExport> {
  const total = await inTransaction(context.db, async (trx) => {
    const count = await countMatches(context, trx, eventId, filter);
    await audit(trx, context, {
      actor: staffId,
      what: 'attendees_exported',
      eventId,
      detail: { count, format: 'csv' }
    });
    return count;
  });
  return { total, batches: exportedBatches(eachAttendee(context, eventId, filter)) };
}

async function* exportedBatches(batches: AsyncIterable<SelectedAttendee[]>) {
  for await (const batch of batches) yield batch.map(exportedAttendee);
}

function exportedAttendee(attendee: SelectedAttendee): ExportedAttendee {
  const { status, name, email, listen, needs, news, createdAt, source } = attendee;
  return { status, name, email, listen, needs, news: news ? 'yes' : 'no', createdAt, source };
}
