import type { Page, WebSocketRoute } from '@playwright/test';
import type { Refused, Requests, StaffQuestion } from '../../src/lib/realtime/protocol.ts';

/** One decision that a page sent, and what it saw come back; null while nothing did. */
export interface SentDecision {
  by: string;
  request: Requests['moderate'];
  answer: { ok: true; question: StaffQuestion } | Refused | null;
}

/** The line between a page and the hub: it can be cut, and it remembers what was decided over it. */
export interface DeskLine {
  readonly sent: SentDecision[];
  /** Loses the connection at once. */
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** Puts a line of one's own under a page that is not open yet. */
export async function makeLine(page: Page, by = ''): Promise<DeskLine> {
  let isCut = false;
  const lines = new Set<WebSocketRoute>();
  const sent: SentDecision[] = [];
  await page.routeWebSocket(/socket\.io/, (line) => {
    if (isCut) return void line.close();
    const hub = line.connectToServer();
    lines.add(line);
    const waiting = new Map<string, SentDecision>();
    line.onMessage((message) => {
      const packet = parsePacket(message);
      if (packet?.kind === 'event' && packet.data[0] === 'moderate') {
        const decision = { by, request: packet.data[1] as Requests['moderate'], answer: null };
        sent.push(decision);
        waiting.set(packet.id, decision);
      }
      hub.send(message);
    });
    hub.onMessage((message) => {
      const packet = parsePacket(message);
      const decision = packet?.kind === 'answer' ? waiting.get(packet.id) : undefined;
      if (decision && packet) decision.answer = packet.data[0] as SentDecision['answer'];
      line.send(message);
    });
  });
  return {
    sent,
    async cut() {
      isCut = true;
      await page.context().setOffline(true);
      for (const line of lines) await line.close();
      lines.clear();
    },
    async mend() {
      isCut = false;
      await page.context().setOffline(false);
    }
  };
}

interface Packet {
  kind: 'event' | 'answer';
  id: string;
  data: unknown[];
}

/** Message 4 of the engine's protocol with packet 2 (event) or 3 (acknowledgement) of socket.io's, version 5. */
function parsePacket(message: string | Buffer): Packet | null {
  const match = /^4([23])\/room,(\d+)(\[.*\])$/s.exec(message.toString());
  if (!match) return null;
  const [, kind, id = '', json = '[]'] = match;
  const data: unknown = JSON.parse(json);
  return Array.isArray(data) ? { kind: kind === '2' ? 'event' : 'answer', id, data } : null;
}
