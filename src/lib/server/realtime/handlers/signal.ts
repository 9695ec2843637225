import { seenSchema, signalSchema } from '../../../schema/panel.ts';
import { describeError } from '../../log.ts';
import {
  listSignals,
  markSignalSeen,
  sendSignal,
  type SignalOutcome
} from '../../panel/signals.ts';
import { MODERATING } from '../../staff/access.ts';
import { guard } from '../guard.ts';
import { hearsSignals, type Realtime, type RoomSocket } from '../room-socket.ts';
import { stillStaff } from '../still-staff.ts';

/** `signal`: the panel, and whoever reads along for the event now; `seen`: whoever moderates it now. */
export function handleSignal(realtime: Realtime, socket: RoomSocket): void {
  const { context, publisher } = realtime;
  const answer = (outcome: SignalOutcome) => {
    if (!outcome.ok) return outcome;
    publisher.publishSignals(socket.data.eventId, outcome.signals);
    return { ok: true as const, signal: outcome.signal };
  };
  guard(realtime, socket, 'signal', signalSchema, async (input) => {
    const { panel, eventId } = socket.data;
    const sender = panel ?? (await stillStaff(realtime, socket));
    if (!sender) return { ok: false, code: 'forbidden' };
    return answer(await sendSignal(context, eventId, sender.name, input));
  });
  guard(realtime, socket, 'seen', seenSchema, async ({ id }) => {
    const moderator = await stillStaff(realtime, socket, MODERATING);
    if (!moderator) return { ok: false, code: 'forbidden' };
    return answer(await markSignalSeen(context, socket.data.eventId, moderator.name, id));
  });
}

/** Tells who just connected what was signalled so far. They hear what follows already, and put both together by id. */
export async function sendSignals({ context, log }: Realtime, socket: RoomSocket): Promise<void> {
  if (!hearsSignals(socket.data)) return;
  try {
    const signals = await listSignals(context.db, socket.data.eventId);
    if (signals.length > 0) socket.emit('signals', { signals });
  } catch (error) {
    log.error({ error: describeError(error) }, 'no signals for a socket');
  }
}
