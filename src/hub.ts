import process from 'node:process';
import { runHub } from './lib/server/hub/run.ts';

/** The operator's commands: `npm run hub -- <command>`. */
process.exitCode = await runHub(process.argv.slice(2), process);
