import { text } from '@sveltejs/kit';

/** Liveness: the process answers. */
export const GET = () => text('ok\n');
