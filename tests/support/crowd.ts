import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { Answers, OwnQuestion, Requests } from '../../src/lib/realtime/protocol.ts';
import type { HubProcess } from './hub-process.ts';

/** A viewer of the demo's panel who asks by the socket, as a phone far away would. */
export interface Viewer {
  /** By which the same viewer comes again. */
  readonly token: string;
  /** Asks and returns the question's id; with the same id again it is asked once. */
  ask(text: string, lang?: 'es' | 'en', id?: string): Promise<string>;
  vote(id: string): Promise<void>;
  /** What became of this viewer's questions. */
  own(): Promise<OwnQuestion[]>;
  leave(): void;
}

const SLUG = 'guerra-contra-las-drogas-iniciativa-merida';

/** Lets a viewer into the room of the demo's panel, a new one or one who was there before. */
export async function enterRoom(hub: HubProcess, known?: string): Promise<Viewer> {
  const token = known ?? (await issueToken(hub));
  const socket = io(`${hub.origin}/room`, {
    transports: ['websocket'],
    forceNew: true,
    auth: { event: SLUG, lang: 'es', viewer: token },
    extraHeaders: { origin: hub.origin }
  });
  return {
    token,
    async ask(text, lang = 'es', id = randomUUID()) {
      await request(socket, 'ask', { id, text, lang });
      return id;
    },
    async vote(id) {
      await request(socket, 'vote', { id, on: true });
    },
    async own() {
      const { questions } = await request(socket, 'list', { sort: 'mine' });
      return questions as OwnQuestion[];
    },
    leave: () => void socket.disconnect()
  };
}

async function issueToken(hub: HubProcess): Promise<string> {
  const answer = await fetch(`${hub.origin}/api/v1/rooms/${SLUG}/viewer`, {
    method: 'POST',
    headers: { origin: hub.origin }
  });
  const { token } = (await answer.json()) as { token: string };
  return token;
}

/** Asks each question as somebody else, in this order. */
export async function askAll(
  hub: HubProcess,
  questions: readonly { text: string; lang?: 'es' | 'en' }[]
): Promise<string[]> {
  const ids: string[] = [];
  for (const { text, lang } of questions) {
    const viewer = await enterRoom(hub);
    ids.push(await viewer.ask(text, lang));
    viewer.leave();
  }
  return ids;
}

async function request<Event extends keyof Requests>(
  socket: Socket,
  event: Event,
  payload: Requests[Event]
): Promise<Answers[Event]> {
  const answer: unknown = await socket.timeout(8_000).emitWithAck(event, payload);
  if (typeof answer !== 'object' || answer === null || !('ok' in answer) || answer.ok !== true)
    throw new Error(`${event} was refused: ${JSON.stringify(answer)}`);
  return answer as unknown as Answers[Event];
}
