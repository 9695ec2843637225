import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Requests } from '../../src/lib/realtime/protocol.ts';
import type { StaffRole } from '../../src/lib/server/db/schema.ts';
import { migrate } from '../../src/lib/server/db/migrate.ts';
import { openSqlite } from '../../src/lib/server/db/open.ts';
import { testContext } from '../support/databases.ts';
import { publishEvent } from '../support/events.ts';
import { addStaff } from '../support/staff.ts';

/*
 * Every way into the hub and who may take it. What is not written here fails, in both directions: a new
 * page, action, method or socket event needs a line, and so does its removal.
 */

type Access =
  | 'public'
  /** Who knows the secret in the address. */
  | 'secret link'
  /** Who holds the private link of an RSVP, in a cookie. */
  | 'attendee'
  /** Who is admitted to the room, with an identity of their own. */
  | 'viewer'
  /** Who may read the room, with or without an identity. */
  | 'reader'
  /** The author of the question. */
  | 'author'
  /** Who holds a private panel link, in a cookie. */
  | 'panel'
  | 'signed in'
  /** Staff with a role for this event. */
  | 'moderator'
  /** Staff who run this event; whoever moderates its questions is a stranger here. */
  | 'organizer'
  /** Who administers the whole hub; an organizer is a stranger here. */
  | 'admin'
  /** Staff who run every event. */
  | 'house organizer'
  /** Staff who run any event. */
  | 'any organizer';

const ROUTES: Record<string, Access> = {
  '/ load': 'public',
  '/ layout': 'public',
  '/[lang=locale]/(public) load': 'public',
  '/[lang=locale]/(public)/events load': 'public',
  '/[lang=locale]/(public)/events/[slug] load': 'public',
  '/[lang=locale]/(public)/events/[slug] action rsvp': 'public',
  '/[lang=locale]/(public)/events/[slug].ics GET': 'public',
  '/[lang=locale]/(public)/events/[slug]/record load': 'public',
  '/[lang=locale]/(public)/events/[slug]/room load': 'reader',
  '/[lang=locale]/(public)/events/[slug]/room action ask': 'viewer',
  '/[lang=locale]/(public)/events/[slug]/room action vote': 'viewer',
  '/[lang=locale]/(public)/events/[slug]/room action edit': 'author',
  '/[lang=locale]/(public)/events/[slug]/room action withdraw': 'author',
  '/[lang=locale]/(public)/events/[slug]/room action stream': 'viewer',
  '/[lang=locale]/(public)/events/[slug]/room action enter': 'viewer',
  '/[lang=locale]/(public)/confirm-rsvp/[token] load': 'secret link',
  '/[lang=locale]/(public)/confirm-rsvp/[token] action default': 'secret link',
  '/[lang=locale]/(public)/my-data load': 'attendee',
  '/[lang=locale]/(public)/my-data action erase': 'attendee',
  '/[lang=locale]/(public)/my-data.json GET': 'attendee',
  '/[lang=locale]/(public)/privacy load': 'public',
  '/[lang=locale]/(public)/rsvp load': 'attendee',
  '/[lang=locale]/(public)/rsvp action listen': 'attendee',
  '/[lang=locale]/(public)/rsvp action tell': 'attendee',
  '/[lang=locale]/(public)/rsvp action ask': 'attendee',
  '/[lang=locale]/(public)/rsvp action forget': 'attendee',
  '/[lang=locale]/(public)/rsvp action cancel': 'attendee',
  '/[lang=locale]/(public)/rsvp action accept': 'attendee',
  '/[lang=locale]/(public)/rsvp action decline': 'attendee',
  '/[lang=locale]/(public)/rsvp action party': 'attendee',
  '/[lang=locale]/(public)/rsvp action pool': 'attendee',
  '/[lang=locale]/(public)/rsvp/[token] load': 'secret link',
  '/[lang=locale]/(public)/send-link load': 'public',
  '/[lang=locale]/(public)/send-link action default': 'public',
  '/[lang=locale]/(public)/ticket load': 'attendee',
  '/[lang=locale]/(public)/unsubscribe/[token] load': 'public',
  '/[lang=locale]/(public)/unsubscribe/[token] action default': 'secret link',
  '/[lang=locale]/calendar.ics GET': 'public',
  '/[lang=locale]/feed.xml GET': 'public',
  '/[lang=locale]/panel load': 'panel',
  '/[lang=locale]/panel/[token] load': 'secret link',
  '/[lang=locale]/staff/sign-in load': 'public',
  '/[lang=locale]/staff/sign-in action default': 'public',
  '/[lang=locale]/staff/sign-in/code load': 'public',
  '/[lang=locale]/staff/sign-in/code action default': 'public',
  '/[lang=locale]/staff/sign-in/passkey load': 'public',
  '/[lang=locale]/staff/sign-in/passkey action challenge': 'public',
  '/[lang=locale]/staff/sign-in/passkey action enter': 'public',
  '/[lang=locale]/staff/sign-out load': 'public',
  '/[lang=locale]/staff/sign-out action default': 'public',
  '/[lang=locale]/staff/welcome/[token] load': 'secret link',
  '/[lang=locale]/staff/welcome/[token] action default': 'secret link',
  '/[lang=locale]/staff/(full) layout': 'signed in',
  '/[lang=locale]/staff/(full)/events/[slug]/stage load': 'moderator',
  '/[lang=locale]/staff/(signed-in) layout': 'signed in',
  '/[lang=locale]/staff/(signed-in) load': 'signed in',
  '/[lang=locale]/staff/(signed-in)/house load': 'admin',
  '/[lang=locale]/staff/(signed-in)/house action name': 'admin',
  '/[lang=locale]/staff/(signed-in)/house action colours': 'admin',
  '/[lang=locale]/staff/(signed-in)/house action logo': 'admin',
  '/[lang=locale]/staff/(signed-in)/house action removeLogo': 'admin',
  '/[lang=locale]/staff/(signed-in)/house action retention': 'admin',
  '/[lang=locale]/staff/(signed-in)/house action mail': 'admin',
  '/[lang=locale]/staff/(signed-in)/house action backup': 'admin',
  '/[lang=locale]/staff/(signed-in)/house action engine': 'admin',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/attendees load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/attendees action find': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/attendees action columns': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/attendees/new load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/attendees/new action add': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/attendees.csv GET': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/check-in load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/check-in action find': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/check-in action decide': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/check-in.json GET': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/check-in.json POST': 'organizer',
  '/[lang=locale]/staff/(signed-in)/account load': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action profile': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action password': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action endSession': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action endOthers': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action factorOn': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action factorOff': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action codes': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action passkeyChallenge': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action addPasskey': 'signed in',
  '/[lang=locale]/staff/(signed-in)/account action removePasskey': 'signed in',
  '/[lang=locale]/staff/(signed-in)/audit load': 'admin',
  '/[lang=locale]/staff/(signed-in)/team load': 'admin',
  '/[lang=locale]/staff/(signed-in)/team action invite': 'admin',
  '/[lang=locale]/staff/(signed-in)/team/[id] load': 'admin',
  '/[lang=locale]/staff/(signed-in)/team/[id] action grant': 'admin',
  '/[lang=locale]/staff/(signed-in)/team/[id] action withdraw': 'admin',
  '/[lang=locale]/staff/(signed-in)/team/[id] action link': 'admin',
  '/[lang=locale]/staff/(signed-in)/team/[id] action withdrawInvitation': 'admin',
  '/[lang=locale]/staff/(signed-in)/team/[id] action factorOff': 'admin',
  '/[lang=locale]/staff/(signed-in)/team/[id] action disable': 'admin',
  '/[lang=locale]/staff/(signed-in)/team/[id] action enable': 'admin',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/cue load': 'moderator',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/cue action makeLink': 'moderator',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/cue action revokeLink': 'moderator',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/desk load': 'moderator',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/desk action rehearse': 'moderator',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/desk action endRehearsal': 'moderator',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/figures load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/new load': 'house organizer',
  '/[lang=locale]/staff/(signed-in)/events/new action default': 'house organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/edit load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/edit action save': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/edit action markdown': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/edit action stream': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/edit action cancel': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/edit action end': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/edit action reinstate': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/editions load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/editions action next': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/partners load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/partners action add': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/partners action make': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/partners action list': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/partners action remove': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/people load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/people action save': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/people action search': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/places load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/places action capacity': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/preview load': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/preview action publish': 'organizer',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/questions.csv GET': 'moderator',
  '/[lang=locale]/staff/(signed-in)/events/[slug]/questions.json GET': 'moderator',
  '/[lang=locale]/staff/(signed-in)/people load': 'any organizer',
  '/[lang=locale]/staff/(signed-in)/people/new load': 'any organizer',
  '/[lang=locale]/staff/(signed-in)/people/new action default': 'any organizer',
  '/[lang=locale]/staff/(signed-in)/people/[slug] load': 'any organizer',
  '/[lang=locale]/staff/(signed-in)/people/[slug] action save': 'any organizer',
  '/[lang=locale]/staff/(signed-in)/people/[slug] action photo': 'any organizer',
  '/[lang=locale]/staff/(signed-in)/people/[slug] action removePhoto': 'any organizer',
  '/[lang=locale]/staff/(signed-in)/people/[slug] action remove': 'any organizer',
  '/[lang=locale]/staff/(signed-in)/mail load': 'signed in',
  '/api/v1/[...rest] fallback': 'public',
  '/api/v1/events GET': 'public',
  '/api/v1/events/[slug] GET': 'public',
  '/api/v1/import.schema.json GET': 'public',
  '/api/v1/rooms/[slug]/viewer POST': 'public',
  '/covers/[slug].png GET': 'public',
  '/covers/[slug].svg GET': 'public',
  '/healthz GET': 'public',
  '/house/[picture].png GET': 'public',
  '/house/accent.css GET': 'public',
  '/photos/[name] GET': 'public',
  '/readyz GET': 'public',
  '/robots.txt GET': 'public',
  '/sitemap.xml GET': 'public'
};

const SOCKET_EVENTS: Record<keyof Requests, Access> = {
  ask: 'viewer',
  edit: 'author',
  withdraw: 'author',
  vote: 'viewer',
  list: 'reader',
  moderate: 'moderator',
  room: 'moderator',
  signal: 'panel',
  seen: 'moderator',
  suggest: 'moderator',
  rehearse: 'moderator'
};

type Handler = (event: never) => unknown;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'fallback'];
const modules = import.meta.glob<Record<string, unknown>>(
  '/src/routes/**/+{page.server,layout.server,server}.ts'
);
const pages = Object.keys(import.meta.glob('/src/routes/**/+page.svelte'));

describe('every way in', () => {
  test('over http has an access rule', async () => {
    expect(Object.keys(await handlers()).sort()).toEqual(Object.keys(ROUTES).sort());
  });

  test('over http is guarded by the server: no page is without a load of its own', () => {
    const unguarded = pages.filter(
      (page) => !(page.replace('+page.svelte', '+page.server.ts') in modules)
    );
    expect(unguarded).toEqual([]);
  });

  test('over the socket has an access rule', () => {
    const code = sourcesUnder('src/lib/server/realtime').join('\n');
    const guarded = [...code.matchAll(/\bguard\(\s*realtime,\s*socket,\s*'([^']+)'/g)].map(
      (match) => match[1]
    );
    expect(guarded.sort()).toEqual(Object.keys(SOCKET_EVENTS).sort());
    const unguarded = [...code.matchAll(/\b(?:socket|namespace)\.on\(\s*'([^']+)'/g)].map(
      (match) => match[1]
    );
    expect([...new Set(unguarded)].sort()).toEqual(['connection', 'disconnect']);
  });
});

const STAFF_ONLY: readonly Access[] = [
  'signed in',
  'moderator',
  'organizer',
  'house organizer',
  'any organizer',
  'admin'
];

describe('what is for staff', () => {
  const guarded = Object.entries(ROUTES).filter(([, access]) => STAFF_ONLY.includes(access));

  test.for(guarded)('%s turns a stranger away', async ([way]) => {
    const { event } = await visit(null);
    await expect(call(way, event)).rejects.toMatchObject({
      status: expect.toBeOneOf([303, 403, 404])
    });
  });

  test.for(guarded.filter(([, access]) => access !== 'signed in' && access !== 'any organizer'))(
    '%s does not exist for staff of another event',
    async ([way, access]) => {
      const { event } = await visit('elsewhere', roleFor(access));
      await expect(call(way, event)).rejects.toMatchObject({
        status: expect.toBeOneOf([403, 404])
      });
    }
  );

  test.for(guarded.filter(([way]) => way.endsWith(' load')))(
    '%s opens for who may',
    async ([way, access]) => {
      const { event } = await visit(worksAt(access), roleFor(access));
      expect(await call(way, event)).toBeTypeOf('object');
    }
  );
});

const FOR_ORGANIZERS = Object.entries(ROUTES).filter(([, access]) =>
  ['organizer', 'house organizer', 'any organizer'].includes(access)
);
const NOT_ORGANIZERS = ['moderator', 'interpreter'] as const;

describe('what is for organizers', () => {
  test.for(FOR_ORGANIZERS.flatMap(([way]) => NOT_ORGANIZERS.map((role) => [way, role] as const)))(
    '%s does not exist for a %s of the event',
    async ([way, role]) => {
      const { event } = await visit('here', role);
      await expect(call(way, event)).rejects.toMatchObject({ status: 404 });
    }
  );
});

describe('what is for admins', () => {
  test.for(Object.entries(ROUTES).filter(([, access]) => access === 'admin'))(
    '%s does not exist for an organizer, nor for an admin of one event',
    async ([way]) => {
      for (const [works, role] of [
        ['everywhere', 'organizer'],
        ['here', 'admin']
      ] as const) {
        const { event } = await visit(works, role);
        await expect(call(way, event)).rejects.toMatchObject({ status: 404 });
      }
    }
  );
});

function roleFor(access: Access): StaffRole {
  if (access === 'admin') return 'admin';
  return FOR_ORGANIZERS.some(([, one]) => one === access) ? 'organizer' : 'moderator';
}

function worksAt(access: Access): Works {
  return access === 'admin' || access === 'house organizer' ? 'everywhere' : 'here';
}

type Works = 'here' | 'elsewhere' | 'everywhere';

/** What a handler sees of somebody who comes to the event `mesa`. */
async function visit(works: Works | null, role: StaffRole = 'moderator') {
  const context = testContext(openSqlite(':memory:'));
  await migrate(context.db);
  onTestFinished(() => context.db.destroy());
  const [here, elsewhere] = [
    await publishEvent(context, { slug: 'mesa' }),
    await publishEvent(context, { slug: 'otra' })
  ];
  const place = { here, elsewhere, everywhere: '' };
  const user = works && (await addStaff(context, role, place[works]));
  await context.db.insertInto('people').values({ id: 'mesa', slug: 'mesa', name: 'Ana' }).execute();
  const user = works && (await addStaff(context, role, works === 'here' ? here : elsewhere));
  const url = new URL('https://hub.example.org/es/equipo/eventos/mesa');
  const event = {
    locals: {
      hub: context,
      lang: 'es',
      zone: null,
      staff: user && { ...user, name: 'Rosario', sessionId: 'x' }
    },
    // Where an address names somebody of the staff, it is the visitor.
    params: { lang: 'es', slug: 'mesa', id: user ? user.id : 'nobody' },
    request: new Request(url, { method: 'POST', body: new FormData() }),
    cookies: { get: () => undefined, set: () => undefined, delete: () => undefined },
    url,
    parent: async () => ({}),
    setHeaders: () => undefined,
    getClientAddress: () => '192.0.2.7'
  };
  return { event };
}

async function call(way: string, event: object): Promise<unknown> {
  const handler = (await handlers())[way];
  if (!handler) throw new Error(`${way} does not exist`);
  return handler(event as never);
}

/** Every exported load, action and method, by `route kind`. */
async function handlers(): Promise<Record<string, Handler>> {
  const found: Record<string, Handler> = {};
  for (const [file, load] of Object.entries(modules)) {
    const route = file.slice('/src/routes'.length, file.lastIndexOf('/')) || '/';
    const code = await load();
    const kind = file.endsWith('+layout.server.ts') ? 'layout' : 'load';
    if ('load' in code) found[`${route} ${kind}`] = code.load as Handler;
    for (const [name, action] of Object.entries(code.actions ?? {}))
      found[`${route} action ${name}`] = action as Handler;
    for (const method of METHODS)
      if (method in code) found[`${route} ${method}`] = code[method] as Handler;
  }
  return found;
}

function sourcesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
}
