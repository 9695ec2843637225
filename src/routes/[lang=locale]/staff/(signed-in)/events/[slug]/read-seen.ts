import type { SeenState } from '$lib/server/events/publish-event.ts';

/** What the page showed when its button was pressed; a form without it has seen nothing. */
export function readSeen(data: FormData): SeenState {
  const updatedAt = data.get('updatedAt');
  return {
    version: Number(data.get('version') ?? -1),
    updatedAt: typeof updatedAt === 'string' ? updatedAt : ''
  };
}
