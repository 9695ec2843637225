import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { onTestFinished, vi } from 'vitest';

/** What a handshake is answered with: yes, or an error with this in it. */
type Mood = 'yes' | { code: string } | undefined;

/**
 * A socket server that answers the next handshakes in these moods, and the last one ever after; pages of
 * this test connect to it, and whatever they ask is answered yes. Returns how many handshakes there have been.
 */
export async function openMoodyHub(...moods: [Mood, ...Mood[]]): Promise<() => number> {
  let count = 0;
  const server = createServer();
  const io = new Server(server, { serveClient: false });
  io.of('/room').use((_socket, next) => {
    const mood = moods[Math.min(count, moods.length - 1)];
    count += 1;
    if (mood === 'yes') next();
    else next(Object.assign(new Error('no'), mood ? { data: mood } : {}));
  });
  io.of('/room').on('connection', (socket) =>
    socket.onAny((_event, _request, answer) => answer({ ok: true }))
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  vi.stubGlobal('location', { protocol: 'http:', host: `127.0.0.1:${port}`, port: String(port) });
  onTestFinished(async () => {
    vi.unstubAllGlobals();
    await io.close();
  });
  return () => count;
}
