import type { Server } from 'node:http';
import type { Plugin, ViteDevServer } from 'vite';
import { handOver } from './lib/server/hand-over.ts';

/** What the hub is made of: a change in it needs a new hub. */
const HUB_SOURCES = /\/src\/(lib\/(server|schema)\/(?!.*\.test\.ts)|hooks\.server)/;
/** Files saved together restart the server once, in milliseconds. */
const SETTLE = 200;

/**
 * Sockets for the development server. Pages and sockets share the modules of Vite's own runner, so
 * there is one hub; when a module of the hub changes, the server starts again with a new one.
 */
export function sockets(): Plugin {
  let timer: NodeJS.Timeout | undefined;
  return {
    name: 'encuentro-sockets',
    apply: 'serve',
    configureServer(server) {
      if (process.env.VITEST || !server.httpServer) return;
      server.httpServer.once('listening', () => void attach(server));
    },
    hotUpdate({ file, server }) {
      if (this.environment.name !== 'ssr' || !HUB_SOURCES.test(file)) return;
      clearTimeout(timer);
      timer = setTimeout(() => void server.restart(), SETTLE);
    }
  };
}

/** Kit runs the app's `init` with its first request; asking for any page makes that happen now. */
async function attach(server: ViteDevServer): Promise<void> {
  const address = server.httpServer?.address();
  if (!address || typeof address === 'string') return;
  await fetch(`http://localhost:${address.port}/healthz`).catch(() => undefined);
  const { hub } = handOver();
  hub?.attach(server.httpServer as Server);
  server.httpServer?.once('close', () => void hub?.close());
}
