import type { RoomConnection } from './connect.ts';
import type { Answers, PracticePace, Refused, RehearsalState, Requests } from './protocol.ts';

type Send = (
  request: Requests['rehearse']
) => Promise<({ ok: true } & Answers['rehearse']) | Refused>;

/** The made-up questions of a rehearsal, as the hub tells of them; null in a real room. */
export class DeskRehearsal {
  state = $state.raw<RehearsalState | null>(null);
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  hear(socket: Pick<RoomConnection<never>, 'on'>): void {
    socket.on('rehearsal', (state) => (this.state = state));
  }

  async setPace(pace: PracticePace | 'stop'): Promise<void> {
    const answer = await this.#send({ pace });
    if (answer.ok) this.state = answer.rehearsal;
  }
}
