import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { runHubCommand } from '../support/hub-command.ts';
import { startHub, type HubProcess } from '../support/hub-process.ts';
import { expect, PANEL, test } from './fixtures.ts';

const PEOPLE = 500;
const SLUG = 'guerra-contra-las-drogas-iniciativa-merida';
const CANARY = /zz-?canar/i;
/** What a stranger is refused; everything else must be answered, or nothing is proved. */
const CLOSED = ['404 /es/mis-datos.json', '404 /metrics'];

test.setTimeout(240_000);

test('five hundred attendees leave no byte in any public place, in the database or in the logs', async () => {
  const hub = await startHub({ LOG_LEVEL: 'trace' });
  try {
    const heard = listenInRoom(hub);
    await registerMany(hub);
    await expect.poll(() => hub.mails().length, { timeout: 120_000 }).toBe(PEOPLE);

    const pages = await crawl(hub);
    expect(pages.size).toBeGreaterThan(30);
    const refused = [...pages].filter(([, { status }]) => status !== 200);
    expect(refused.map(([path, { status }]) => `${status} ${path}`)).toEqual(CLOSED);
    const leaks = [...pages].filter(([, { bytes }]) => CANARY.test(bytes));
    expect(leaks.map(([path]) => path)).toEqual([]);
    expect(heard.bytes()).toContain('"rev"');
    expect(heard.bytes()).not.toMatch(CANARY);
    heard.leave();
    expect(hub.output()).not.toMatch(CANARY);
    expect(hub.output()).not.toMatch(/127\.0\.0\.1|::1|192\.0\.2\./);
    const database = readdirSync(hub.dataDir).filter((name) => name.startsWith('encuentro.db'));
    expect(database.length).toBeGreaterThan(1);
    for (const name of database)
      expect(readFileSync(join(hub.dataDir, name), 'latin1')).not.toMatch(CANARY);

    const began = Date.now();
    const erased = runHubCommand(hub, ['erase', '--email', 'zz-canary-17@example.org']);
    expect(erased).toContain('erased 1 RSVPs');
    expect(Date.now() - began).toBeLessThan(60_000);
    const left = everything(hub.dataDir);
    expect(left).not.toMatch(/zz-canary-17@|Zzcanaria 17\b/);
    expect(left).toMatch(/zz-canary-18@/);
  } finally {
    await hub.remove();
  }
});

async function registerMany(hub: HubProcess): Promise<void> {
  const numbers = Array.from({ length: PEOPLE }, (_, index) => index);
  const worker = async () => {
    for (let number = numbers.pop(); number !== undefined; number = numbers.pop()) {
      const body = new URLSearchParams({
        name: `Zzcanaria ${number}`,
        email: `zz-canary-${number}@example.org`,
        listen: number % 2 ? 'es' : 'en',
        needs: `zz-canary-need-${number}`,
        news: 'on'
      });
      const answer = await fetch(`${hub.origin}${PANEL.es}?/rsvp`, {
        method: 'POST',
        headers: { origin: hub.origin },
        body
      });
      expect(answer.status).toBe(200);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

interface Answer {
  status: number;
  /** Headers and body. */
  bytes: string;
}

/** Everything that a stranger can reach from the home pages, the feeds and the API. */
async function crawl(hub: HubProcess): Promise<Map<string, Answer>> {
  const found = new Map<string, Answer>();
  const queue = [
    '/es',
    '/en',
    '/sitemap.xml',
    '/robots.txt',
    '/es/calendario.ics',
    '/en/feed.xml',
    '/api/v1/events?lang=es&when=upcoming',
    '/api/v1/events?lang=en&when=past',
    `/api/v1/events/${SLUG}`,
    '/api/v1/import.schema.json',
    '/es/inscripcion',
    '/es/mis-datos',
    '/es/mis-datos.json',
    '/readyz',
    '/metrics'
  ];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (found.has(path) || found.size > 300) continue;
    const answer = await fetch(hub.origin + path);
    const headers = JSON.stringify([...answer.headers]);
    const body = /image|font/.test(answer.headers.get('content-type') ?? '')
      ? ''
      : await answer.text();
    found.set(path, { status: answer.status, bytes: headers + body });
    const links = [...body.matchAll(/(?:href|src)="(\/[^"#]*)"|<loc>[^<]*?\/\/[^/]+(\/[^<]*)/g)];
    queue.push(...links.map((link) => (link[1] ?? link[2] ?? '').replaceAll('&amp;', '&')));
  }
  return found;
}

function listenInRoom(hub: HubProcess): { bytes(): string; leave(): void } {
  const frames: unknown[] = [];
  const socket = io(`${hub.origin}/room`, {
    transports: ['websocket'],
    forceNew: true,
    auth: { event: SLUG, lang: 'es' },
    extraHeaders: { origin: hub.origin }
  });
  socket.onAny((...frame: unknown[]) => frames.push(frame));
  return { bytes: () => JSON.stringify(frames), leave: () => void socket.disconnect() };
}

function everything(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}
