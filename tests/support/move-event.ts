import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import demo from '../../src/lib/server/hub/demo/events.json' with { type: 'json' };
import { runHubCommand } from './hub-command.ts';
import type { HubProcess } from './hub-process.ts';

/** Moves an event of the demo, by importing it with another start. `startsIn` is a duration such as `PT5H`. */
export function moveEvent(hub: HubProcess, slug: string, startsIn: string): void {
  const event = demo.events.find((one) => one.slug.es === slug);
  const file = join(hub.dataDir, 'moved.json');
  const events = [{ ...event, startsIn }];
  writeFileSync(file, JSON.stringify({ people: demo.people, events }));
  runHubCommand(hub, ['import', file]);
}
