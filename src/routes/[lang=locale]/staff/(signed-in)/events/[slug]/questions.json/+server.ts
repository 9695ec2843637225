import { download } from '$lib/server/download.ts';
import { writeJsonList } from '$lib/server/json-list.ts';
import { openExport } from '../open-export.ts';
import type { RequestHandler } from './$types';

/** The questions of an event for programs. */
export const GET: RequestHandler = async (request) => {
  const { event, exportedAt, batches, fileName } = await openExport(request, 'questions.json');
  return download(writeJsonList({ event, exportedAt }, 'questions', batches), {
    type: 'application/json; charset=utf-8',
    name: fileName
  });
};
