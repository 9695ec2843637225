import type { PracticePace, RehearsalState } from '../../realtime/protocol.ts';
import type { Context } from '../context.ts';
import { describeError, type Log } from '../log.ts';
import { countPractice } from '../rehearsals/practise.ts';
import {
  PRACTICE_TIMES,
  PracticeFlow,
  type PracticeRoom,
  type PracticeTimes
} from './practice-flow.ts';

/** The rehearsals into which made-up questions arrive by themselves. */
export interface PracticeFlows {
  /** Lets them arrive at a pace from now on, or stops them with null. What arrived stays. */
  setPace(eventId: string, pace: PracticePace | null): Promise<RehearsalState>;
  state(eventId: string): Promise<RehearsalState>;
  /** Stops all; resolves when what is under way has ended. */
  close(): Promise<void>;
}

interface TellingRoom extends PracticeRoom {
  /** Tells the staff of a rehearsal how it goes. */
  tell(eventId: string, state: RehearsalState): void;
}

/** Flows live in this process only: after a restart none runs, and a moderator starts one again. */
export function openPracticeFlows(
  context: Context,
  room: TellingRoom,
  log: Log,
  times: PracticeTimes = PRACTICE_TIMES
): PracticeFlows {
  const flows = new Map<string, PracticeFlow>();

  const state = async (eventId: string): Promise<RehearsalState> => ({
    ...(await countPractice(context, eventId)),
    pace: flows.get(eventId)?.pace ?? null
  });
  const tell = async (eventId: string): Promise<void> => {
    if (flows.get(eventId)?.isRunning === false) flows.delete(eventId);
    room.tell(eventId, await state(eventId));
  };
  const onNews = (eventId: string): void =>
    void tell(eventId).catch((error: unknown) =>
      log.error({ error: describeError(error) }, 'nobody was told of a rehearsal')
    );

  return {
    state,
    async setPace(eventId, pace) {
      const stopping = flows.get(eventId)?.stop();
      flows.delete(eventId);
      const around = { context, room, log, times, onNews: () => onNews(eventId) };
      if (pace) flows.set(eventId, new PracticeFlow(eventId, pace, around));
      await stopping;
      await tell(eventId);
      return state(eventId);
    },
    async close() {
      await Promise.all([...flows.values()].map((flow) => flow.stop()));
      flows.clear();
    }
  };
}
