import { getContext, setContext } from 'svelte';
import type { DeskState } from '$lib/realtime/desk.svelte.ts';
import type { Lang } from '$lib/realtime/protocol.ts';
import type { DeskControls } from './desk-controls.svelte.ts';

/** What every part of the desk knows: the questions, the keys, and the event's people and words. */
export interface DeskContext {
  desk: DeskState;
  controls: DeskControls;
  people: readonly { slug: string; name: string }[];
  terms: Record<Lang, string[]>;
  /** The machine that suggests translations, by name, if the organisation chose one. */
  engine: string | null;
}

const KEY = Symbol('desk');

export function provideDesk(context: DeskContext): void {
  setContext(KEY, context);
}

export function useDesk(): DeskContext {
  return getContext<DeskContext>(KEY);
}
