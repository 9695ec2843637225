import type { Pool } from '../db/schema.ts';

export const POOLS: readonly Pool[] = ['room', 'stream'];

interface PooledEvent {
  hasPlace: boolean;
  stream_url: string | null;
  stream_capacity: number | null;
}

/**
 * Where one can take part: in the room, on the stream, or in either. An event has both when it has a place and
 * a stream, or seats that are set apart for a stream whose address comes later.
 */
export function poolsOf(event: PooledEvent): readonly Pool[] {
  if (!event.hasPlace) return ['stream'];
  const streams = event.stream_url !== null || event.stream_capacity !== null;
  return streams ? POOLS : ['room'];
}
