import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runHubCommand } from './hub-command.ts';
import type { HubProcess } from './hub-process.ts';

/** Imports events into a running hub from a file, as its operator would; they may name `people` of the file. */
export function importEvents(
  hub: HubProcess,
  events: readonly object[],
  people: readonly object[] = []
): void {
  const file = join(hub.dataDir, 'events.json');
  writeFileSync(file, JSON.stringify({ people, events }));
  runHubCommand(hub, ['import', file]);
}
