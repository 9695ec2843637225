import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { StaffRole } from '../../src/lib/server/db/schema.ts';
import { migrate } from '../../src/lib/server/db/migrate.ts';
import { openSqlite } from '../../src/lib/server/db/open.ts';
import { testContext } from '../support/databases.ts';
import { publishEvent } from '../support/events.ts';
import { addStaff } from '../support/staff.ts';
import { ROUTES, SOCKET_EVENTS, type Access } from './ways-in.ts';

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
  if (user) await context.db.insertInto('messages').values(messageOf(user.id, here)).execute();
  const url = new URL('https://hub.example.org/es/equipo/eventos/mesa');
  const event = {
    locals: {
      hub: context,
      lang: 'es',
      zone: null,
      staff: user && { ...user, name: 'Rosario', sessionId: 'x' }
    },
    // Where an address names somebody of the staff, it is the visitor; where it names a message, theirs.
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

/** Its id is what an address that names something names here. */
function messageOf(id: string, eventId: string) {
  const at = '2026-11-24T18:00:00.000Z';
  return {
    id,
    event_id: eventId,
    kind: 'attendees' as const,
    status: 'draft' as const,
    selection_sealed: null,
    created_by: id,
    changed_by: id,
    created_at: at,
    changed_at: at
  };
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
