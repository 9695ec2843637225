import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { ON_LOAD_CORE } from './cores.ts';

/**
 * Runs a load generator, a file beside this one, as a process of its own on the core of the load. It finds
 * its task as JSON in its first argument and writes its result as JSON on standard output.
 */
export async function generateLoad<Task, Result>(file: string, task: Task): Promise<Result> {
  const script = new URL(file, import.meta.url).pathname;
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', script];
  const [command = '', ...args] = [...ON_LOAD_CORE, ...node, JSON.stringify(task)];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${file} ended with ${code}`);
  return JSON.parse(output) as Result;
}
