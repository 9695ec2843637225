import demo from '../../src/lib/server/hub/demo/events.json' with { type: 'json' };
import type { HubProcess } from './hub-process.ts';
import { importEvents } from './import-events.ts';

/** Moves an event of the demo, by importing it with another start. `startsIn` is a duration such as `PT5H`. */
export function moveEvent(hub: HubProcess, slug: string, startsIn: string): void {
  const event = demo.events.find((one) => one.slug.es === slug);
  importEvents(hub, [{ ...event, startsIn }], demo.people);
}
