import type { Server } from 'node:http';
import type { Config } from './config.ts';

/**
 * The one place where the start script and the built app meet: adapter-node gives the app no access to
 * the HTTP server, and the script has no access to the app's modules. The script leaves the
 * configuration here, the app leaves the means to attach sockets and to stop.
 */
export interface HandOver {
  config?: Config;
  hub?: {
    /** The demo's sign-in, where there is a demo. */
    demo: { email: string; password: string } | null;
    attach(server: Server): void;
    close(): Promise<void>;
  };
}

const KEY = Symbol.for('encuentro.hand-over');

export function handOver(): HandOver {
  const store = globalThis as { [KEY]?: HandOver };
  return (store[KEY] ??= {});
}
