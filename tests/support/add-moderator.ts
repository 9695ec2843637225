import { runHubCommand } from './hub-command.ts';
import type { HubProcess } from './hub-process.ts';

/** Adds a moderator to a running hub, as its operator would, and returns how to sign in. */
export function addModerator(
  hub: HubProcess,
  name: string,
  role: 'organizer' | 'moderator' | 'interpreter' = 'moderator'
): { email: string; password: string } {
  const signIn = {
    email: `${name.split(' ')[0]?.toLowerCase()}@example.org`,
    password: 'tinta y papel'
  };
  const options = ['--email', signIn.email, '--name', name, '--role', role];
  runHubCommand(hub, ['user', 'add', ...options], `${signIn.password}\n`);
  return signIn;
}
