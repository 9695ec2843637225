/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { build, files, version } from '$service-worker';
import { TICKET_CACHE, type ForgetTicket, type KeepTicket } from './lib/rsvps/kept-ticket.ts';

/*
 * Shows an attendee's ticket where there is no connection. Its scope is the private page alone. What it
 * keeps is one small page without name or address, and the looks of it; every other page is none of its business.
 */

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const LOOKS_CACHE = `encuentro-looks-${version}`;
const LOOKS = [...build.filter((path) => path.endsWith('.css')), ...files.filter(isFont)];
const PENDING_CACHE = 'encuentro-forget';
const UNTIL = 'x-ticket-until';
/** Counts what makes copies untrue: a ticket that was asked for before is not kept after. */
let forgotten = 0;

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(LOOKS_CACHE)
      .then((cache) => cache.addAll(LOOKS))
      .then(() => worker.skipWaiting())
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldLooks().then(() => worker.clients.claim()));
});

worker.addEventListener('message', (event) => {
  const message = event.data as KeepTicket | ForgetTicket;
  if ('forget' in message) forgotten++;
  else event.waitUntil(keepTicket(message.keep, message.at));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  // Whatever a form changes makes the copy untrue; the page keeps a new one when there is still an RSVP.
  if (request.method === 'POST') event.respondWith(afterForgetting(request));
  else if (request.mode === 'navigate') event.respondWith(page(request));
  else if (LOOKS.includes(new URL(request.url).pathname)) event.respondWith(look(request));
});

async function keepTicket(ticket: string, at: string): Promise<void> {
  const before = forgotten;
  const answer = await fetch(ticket, { cache: 'no-store' }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const cache = await caches.open(TICKET_CACHE);
  if (before === forgotten) await cache.put(at, answer);
  if (before !== forgotten) await caches.delete(TICKET_CACHE);
}

async function page(request: Request): Promise<Response> {
  try {
    await finishForgetting();
    const answer = await fetch(request);
    // The hub was reached and knows no RSVP of this browser: erased, forgotten or expired.
    if (answer.ok && answer.headers.get('x-keep-ticket') !== '1') await caches.delete(TICKET_CACHE);
    return answer;
  } catch (error) {
    const ticket = await keptTicket();
    if (ticket) return ticket;
    throw error;
  }
}

async function keptTicket(): Promise<Response | undefined> {
  const cache = await caches.open(TICKET_CACHE);
  const [at] = (await cache.keys()).toReversed();
  const ticket = at && (await cache.match(at));
  const until = Date.parse(ticket?.headers.get(UNTIL) ?? '');
  if (ticket && until > Date.now()) return ticket;
  await caches.delete(TICKET_CACHE);
  return undefined;
}

async function afterForgetting(request: Request): Promise<Response> {
  forgotten++;
  await caches.delete(TICKET_CACHE);
  const { pathname, search } = new URL(request.url);
  try {
    return await fetch(request);
  } catch (error) {
    // The cookie can only be taken away by the hub: asked for as soon as it can be reached.
    if (search.includes('/forget'))
      await (await caches.open(PENDING_CACHE)).put(pathname, new Response());
    throw error;
  }
}

async function finishForgetting(): Promise<void> {
  const pending = await caches.open(PENDING_CACHE);
  for (const { url } of await pending.keys()) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    await fetch(`${url}?/forget`, { method: 'POST', headers, body: '' });
    await pending.delete(url);
  }
}

async function look(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

async function forgetOldLooks(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('encuentro-looks-') && name !== LOOKS_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

function isFont(path: string): boolean {
  return path.endsWith('.woff2');
}
