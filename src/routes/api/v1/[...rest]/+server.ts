import { problem } from '../../answers.ts';
import type { RequestHandler } from './$types';

/** An unknown address of the API is refused in the API's own words, not with a page. */
export const fallback: RequestHandler = () => problem('not_found');
