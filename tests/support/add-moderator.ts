import { spawnSync } from 'node:child_process';
import process from 'node:process';
import type { HubProcess } from './hub-process.ts';

/** Adds a moderator to a running hub, as its operator would, and returns how to sign in. */
export function addModerator(hub: HubProcess, name: string): { email: string; password: string } {
  const signIn = {
    email: `${name.split(' ')[0]?.toLowerCase()}@example.org`,
    password: 'tinta y papel'
  };
  const options = ['--email', signIn.email, '--name', name, '--role', 'moderator'];
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'src/hub.ts', 'user', 'add', ...options],
    {
      input: `${signIn.password}\n`,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, DATA_DIR: hub.dataDir, ORIGIN: hub.origin }
    }
  );
  if (status !== 0) throw new Error(`the moderator was not added: ${stderr}`);
  return signIn;
}
