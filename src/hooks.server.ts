import { randomUUID } from 'node:crypto';
import {
  error,
  redirect,
  type Handle,
  type HandleServerError,
  type ServerInit
} from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { isLocale, negotiateLocale, type Locale } from '$lib/i18n/locales.ts';
import { localeOfPath, routePath, visiblePath } from '$lib/i18n/paths.ts';
import { withinBodyLimit } from '$lib/server/body-limit.ts';
import { readConfig } from '$lib/server/config.ts';
import { compressed } from '$lib/server/compress.ts';
import { cookieName, cookieOptions } from '$lib/server/cookies.ts';
import { handOver } from '$lib/server/hand-over.ts';
import { openHub, type Hub } from '$lib/server/hub.ts';
import { prepareDemo } from '$lib/server/hub/demo/prepare.ts';
import { describeError } from '$lib/server/log.ts';
import { mayWrite } from '$lib/server/own-writes.ts';
import { withSecurityHeaders } from '$lib/server/security-headers.ts';

let hub: Hub;

/** Runs once before the first request: opens everything and leaves the sockets for the start script. */
export const init: ServerInit = async () => {
  hub = await openHub(handOver().config ?? readConfig(process.env));
  const demo = hub.config.demo ? await prepareDemo(hub) : null;
  handOver().hub = { demo, attach: hub.attach, close: hub.close };
};

/** Who asks, and in which language. */
const identify: Handle = async ({ event, resolve }) => {
  event.locals.hub = hub;
  event.locals.lang = languageOf(
    event.url.pathname,
    event.cookies.get('lang'),
    event.request.headers.get('accept-language')
  );
  event.locals.zone = knownZone(event.cookies.get('zone'));
  const name = cookieName(hub.config, 'staff');
  const token = event.cookies.get(name);
  event.locals.staff = token ? await hub.sessions.validate(token) : null;
  if (token && !event.locals.staff) event.cookies.delete(name, cookieOptions(hub.config, 0));
  return resolve(event);
};

/** One address per page and language: English words under `/es` lead to the Spanish ones. */
const canonicalAddress: Handle = async ({ event, resolve }) => {
  const { pathname, search } = event.url;
  const reading = event.request.method === 'GET' && !event.isDataRequest;
  if (reading && localeOfPath(pathname)) {
    const visible = visiblePath(routePath(pathname));
    if (visible !== pathname) redirect(308, visible + search);
  }
  return resolve(event);
};

/** Every write must come from our own pages, but for the one click of RFC 8058. */
const sameOriginWrites: Handle = async ({ event, resolve }) => {
  if (!mayWrite(event.request, event.route.id, hub.config.origin)) error(403, 'cross-site');
  return resolve(event);
};

/** Only a page that takes files reads more than a form. */
const boundedBodies: Handle = async ({ event, resolve }) => {
  const request = withinBodyLimit(event.request, event.route.id);
  if (!request) error(413, 'invalid');
  event.request = request;
  return resolve(event);
};

const render: Handle = async ({ event, resolve }) => {
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%lang%', event.locals.lang),
    preload: ({ type }) => type === 'js' || type === 'css'
  });
  const safe = withSecurityHeaders(response, event.url.pathname, hub.config);
  return compressed(event.request, safe);
};

export const handle = sequence(identify, sameOriginWrites, boundedBodies, canonicalAddress, render);

export const handleError: HandleServerError = ({ error: thrown, event, status }) => {
  // What a client got wrong is answered, not logged: a log that strangers can fill helps nobody.
  if (status < 500) return { message: status === 404 ? 'not_found' : 'invalid' };
  const id = randomUUID();
  hub.log.error({ id, route: event.route.id, error: describeError(thrown) }, 'request failed');
  return { message: 'failed', id };
};

function languageOf(pathname: string, cookie: string | undefined, accept: string | null): Locale {
  return localeOfPath(pathname) ?? (isLocale(cookie) ? cookie : negotiateLocale(accept));
}

function knownZone(zone: string | undefined): string | null {
  if (!zone || !/^[A-Za-z0-9_+/-]{1,64}$/.test(zone)) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
