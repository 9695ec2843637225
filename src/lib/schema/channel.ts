/** What can be listened to on a stream: the floor as it is, or interpretation into one language. */
export const CHANNELS = ['original', 'es', 'en'] as const;
export type Channel = (typeof CHANNELS)[number];

/** One of the channels, or null for anything else. */
export function readChannel(value: unknown): Channel | null {
  return CHANNELS.find((channel) => channel === value) ?? null;
}
