import { writeCsv } from '$lib/server/csv.ts';
import { download } from '$lib/server/download.ts';
import { EXPORT_COLUMNS } from '$lib/server/questions/export-questions.ts';
import { openExport } from '../open-export.ts';
import type { RequestHandler } from './$types';

/** The questions of an event for a spreadsheet. */
export const GET: RequestHandler = async (request) => {
  const { batches, fileName } = await openExport(request, 'questions.csv');
  return download(writeCsv(EXPORT_COLUMNS, batches), {
    type: 'text/csv; charset=utf-8; header=present',
    name: fileName
  });
};
