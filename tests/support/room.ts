import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { expect, onTestFinished } from 'vitest';
import type {
  Answers,
  ClientEvents,
  HandshakeAuth,
  Refused,
  Requests,
  ServerEvents
} from '../../src/lib/realtime/protocol.ts';
import { migrate } from '../../src/lib/server/db/migrate.ts';
import { openSqlite } from '../../src/lib/server/db/open.ts';
import type { EventAccess, StaffRole } from '../../src/lib/server/db/schema.ts';
import { openLog, type Log } from '../../src/lib/server/log.ts';
import { openRoomServer, type RoomServer } from '../../src/lib/server/realtime/room-server.ts';
import { issueViewerToken } from '../../src/lib/server/rooms/viewer-identity.ts';
import { openSessions, type Sessions } from '../../src/lib/server/staff/sessions.ts';
import { testContext, type TestContext } from './databases.ts';
import { publishEvent } from './events.ts';
import { addStaff } from './staff.ts';

type RoomClient = Socket<ServerEvents, ClientEvents>;

export interface TestRoom {
  context: TestContext;
  sessions: Sessions;
  rooms: RoomServer;
  eventId: string;
  port: number;
}

/** The address that the test hub is known by. */
export const ORIGIN = 'https://hub.example.org';

/** A real socket server on a real port with one event, `mesa`, whose questions are open. */
export async function openRoom({
  access = 'open',
  env = {},
  log = openLog({ logLevel: 'silent' })
}: { access?: EventAccess; env?: Record<string, string>; log?: Log } = {}): Promise<TestRoom> {
  const context = testContext(openSqlite(':memory:'), { ORIGIN, ...env });
  await migrate(context.db);
  const eventId = await publishEvent(context, { slug: 'mesa', access });
  const sessions = openSessions(context);
  const rooms = openRoomServer(context, sessions, log);
  const server = createServer();
  rooms.attach(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    await rooms.close();
    await closeServer(server);
    await context.db.destroy();
  });
  return { context, sessions, rooms, eventId, port: (server.address() as AddressInfo).port };
}

interface Connection {
  auth?: Partial<HandshakeAuth> & Record<string, unknown>;
  cookie?: string;
  origin?: string | null;
  transports?: ('websocket' | 'polling')[];
}

/** A person in the room: what they heard, and a way to ask for things. */
export interface Person {
  socket: RoomClient;
  /** Everything that came, in order, as `[event, payload]`. */
  heard: [string, unknown][];
  request<Event extends keyof Requests>(
    event: Event,
    request: Requests[Event] | unknown
  ): Promise<({ ok: true } & Answers[Event]) | Refused>;
  /** The next message of this name that meets the condition, those that already came included. */
  hears<Event extends keyof ServerEvents>(
    event: Event,
    meets?: (payload: Parameters<ServerEvents[Event]>[0]) => boolean
  ): Promise<Parameters<ServerEvents[Event]>[0]>;
}

/** Tests also send what the types forbid. */
interface Asking {
  emitWithAck(event: string, request: unknown): Promise<unknown>;
}

/** Connects without waiting for the outcome. */
export function dial(
  room: TestRoom,
  { auth, cookie, origin = ORIGIN, transports = ['websocket'] }: Connection = {}
): RoomClient {
  const socket: RoomClient = io(`http://127.0.0.1:${room.port}/room`, {
    transports,
    forceNew: true,
    reconnection: false,
    auth: { event: 'mesa', lang: 'es', ...auth },
    extraHeaders: { ...(origin ? { origin } : {}), ...(cookie ? { cookie } : {}) }
  });
  onTestFinished(() => void socket.disconnect());
  return socket;
}

/** Connects and waits until the first state has come. */
export async function connect(room: TestRoom, connection: Connection = {}): Promise<Person> {
  const socket = dial(room, connection);
  const person = listen(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect_error', reject);
    socket.once('snapshot', () => resolve());
    socket.once('changes', () => resolve());
  });
  return person;
}

/** A viewer with an identity of their own; the same token comes back as the same viewer. */
export function viewer(
  room: TestRoom,
  lang: 'es' | 'en' = 'es',
  token = issueViewerToken(room.context.keys),
  auth = {}
): Promise<Person> {
  return connect(room, { auth: { lang, viewer: token, ...auth } });
}

/** Somebody of staff at the desk. */
export async function staff(
  room: TestRoom,
  role: StaffRole = 'moderator',
  auth = {}
): Promise<Person & { sessionToken: string; userId: string }> {
  const user = await addStaff(room.context, role);
  const sessionToken = await room.sessions.start(user.id);
  const person = await connect(room, { cookie: `__Host-staff=${sessionToken}`, auth });
  return { ...person, sessionToken, userId: user.id };
}

/** Asks and returns the question's id. */
export async function ask(
  person: Person,
  text = '¿Qué sigue?',
  id: string = randomUUID()
): Promise<string> {
  const answer = await person.request('ask', { id, text });
  expect(answer).toMatchObject({ ok: true, question: { id, status: 'waiting' } });
  return id;
}

/** Approves a question as it was asked and returns its next version. */
export async function approve(moderator: Person, id: string): Promise<number> {
  const answer = await moderator.request('moderate', { id, action: 'approve', version: 1 });
  if (!answer.ok) throw new Error(answer.code);
  return answer.question.version;
}

/** Everything that reached a person, as the bytes they could search. */
export function bytes(person: Person): string {
  return JSON.stringify(person.heard);
}

/** Whether `changes` tell of this question in this state; for `hears`. */
export function isQuestion(id: string, status: string) {
  return ({ items }: { items: readonly { type: string }[] }): boolean =>
    items.some((item) => {
      const text =
        item.type === 'question' && 'question' in item ? JSON.stringify(item.question) : '';
      return text.includes(id) && text.includes(`"status":"${status}"`);
    });
}

/** Sends what the types forbid. */
export function emitAnything(person: Person, event: string, ...args: unknown[]): void {
  (person.socket as unknown as { emit(event: string, ...args: unknown[]): void }).emit(
    event,
    ...args
  );
}

function listen(socket: RoomClient): Person {
  const heard: [string, unknown][] = [];
  const waiting = new Set<() => void>();
  socket.onAny((event: string, payload: unknown) => {
    heard.push([event, payload]);
    for (const look of waiting) look();
  });
  return {
    socket,
    heard,
    request: (event, request) =>
      (socket.timeout(4_000) as unknown as Asking).emitWithAck(event, request) as never,
    hears: (event, meets = () => true) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`never heard ${event}; heard ${JSON.stringify(heard)}`)),
          4_000
        );
        const look = (): void => {
          const found = heard.find(([name, payload]) => name === event && meets(payload as never));
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found[1] as never);
        };
        waiting.add(look);
        look();
      })
  };
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
