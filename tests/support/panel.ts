import type { HandshakeAuth } from '../../src/lib/realtime/protocol.ts';
import { makePanelLink, type PanelLink } from '../../src/lib/server/panel/panel-links.ts';
import type { Context } from '../../src/lib/server/context.ts';
import { connect, type Person, type TestRoom } from './room.ts';

/** A private link to the cue of an event. */
export async function makeLink(
  context: Context,
  eventId: string,
  name = 'Zara Snapp'
): Promise<PanelLink> {
  const outcome = await makePanelLink(context, eventId, name, null);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.link;
}

/** Somebody of the panel, by this link. */
export function panelist(
  room: TestRoom,
  { token }: { token: string },
  auth: Partial<HandshakeAuth> = {}
): Promise<Person> {
  return connect(room, { cookie: `__Host-panel=${token}`, auth: { as: 'panel', ...auth } });
}
