import { text } from '@sveltejs/kit';
import type { RequestHandler } from './$types';
import { isReady } from '$lib/server/readiness.ts';

/** Readiness: the database answers, can be written, and has this version's schema. */
export const GET: RequestHandler = async ({ locals }) =>
  (await isReady(locals.hub)) ? text('ready\n') : text('not ready\n', { status: 503 });
