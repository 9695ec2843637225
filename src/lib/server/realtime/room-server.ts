import type { Server as HttpServer } from 'node:http';
import { Server, type DefaultEventsMap } from 'socket.io';
import type { ClientEvents, ServerEvents } from '../../realtime/protocol.ts';
import type { Context } from '../context.ts';
import { openPracticeFlows } from '../jobs/practice-flows.ts';
import type { Log } from '../log.ts';
import { openTranslator } from '../questions/suggest-translation.ts';
import type { Sessions } from '../staff/sessions.ts';
import { authenticate, handshakeRefusal } from './authenticate.ts';
import { handleAsk } from './handlers/ask.ts';
import { handleList } from './handlers/list.ts';
import { handleModerate } from './handlers/moderate.ts';
import { handleOwnChanges } from './handlers/own-changes.ts';
import { handleRehearse, sendRehearsal } from './handlers/rehearse.ts';
import { handleRoom } from './handlers/room.ts';
import { handleSignal, sendSignals } from './handlers/signal.ts';
import { handleSuggest } from './handlers/suggest.ts';
import { handleVote } from './handlers/vote.ts';
import { countUnknownEvents } from './guard.ts';
import { refuseForeignOrigins } from './origin.ts';
import { openPresence } from './presence.ts';
import { openPublisher } from './publish.ts';
import type { Publisher } from './publisher.ts';
import { sendFirstState } from './resume.ts';
import { roomNames } from './room-names.ts';
import type { Realtime, RoomNamespace, SocketData } from './room-socket.ts';
import { stillStaff } from './still-staff.ts';
import { startSweeps } from './sweep.ts';

export interface RoomServer {
  publisher: Publisher;
  /** Serves sockets on this HTTP server. */
  attach(server: HttpServer): void;
  /** Tells everybody that the hub is leaving and closes their sockets. */
  close(): Promise<void>;
}

/** Frames above this are cut off with close code 1009: parsing a huge one would stop everybody. */
const FRAME_MAX = 16 * 1024;

/** What a goodbye needs to reach the network, in milliseconds. */
const GOODBYE = 50;

/** Builds the socket server of namespace `/room`; it serves nothing until it is attached. */
export function openRoomServer(context: Context, sessions: Sessions, log: Log): RoomServer {
  const io = new Server<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>({
    serveClient: false,
    maxHttpBufferSize: FRAME_MAX,
    connectTimeout: 10_000,
    pingInterval: 15_000,
    pingTimeout: 10_000,
    transports: ['websocket', 'polling'],
    perMessageDeflate: false
  });
  const namespace: RoomNamespace = io.of('/room');
  const publisher = openPublisher(
    namespace,
    async (socket) => (await stillStaff({ context, sessions }, socket)) !== null
  );
  const presence = openPresence(namespace);
  const translator = openTranslator(context.config);
  const practice = openPracticeFlows(
    context,
    {
      ...publisher,
      hasStaff: presence.hasStaff,
      tell: (eventId, state) =>
        void namespace.to(roomNames.audience(eventId, 'staff')).emit('rehearsal', state)
    },
    log
  );
  const realtime: Realtime = { context, sessions, publisher, translator, practice, log };
  const stopSweeps = startSweeps(namespace, realtime);

  namespace.use((socket, next) => {
    const refuse = (error: unknown) => next(handshakeRefusal(error, log));
    void authenticate(realtime, socket).then(() => next(), refuse);
  });
  namespace.on('connection', (socket) => {
    handleAsk(realtime, socket);
    handleOwnChanges(realtime, socket);
    handleVote(realtime, socket);
    handleList(realtime, socket);
    handleModerate(realtime, socket);
    handleRoom(realtime, socket);
    handleSignal(realtime, socket);
    handleSuggest(realtime, socket);
    handleRehearse(realtime, socket);
    countUnknownEvents(socket);
    presence.add(socket);
    void sendFirstState(realtime, socket, () => presence.count(socket.data.eventId));
    void sendSignals(realtime, socket);
    void sendRehearsal(realtime, socket);
  });

  let attached = false;

  return {
    publisher,
    attach(server) {
      attached = true;
      io.attach(server);
      io.engine.use(refuseForeignOrigins(context.config.origin));
    },
    async close() {
      stopSweeps();
      await practice.close();
      presence.stop();
      publisher.stop();
      // Without a server there is nobody to tell, and socket.io cannot close what it never opened.
      if (!attached) return;
      namespace.emit('leaving', { reason: 'restart' });
      await new Promise((resolve) => setTimeout(resolve, GOODBYE));
      await io.close();
    }
  };
}
