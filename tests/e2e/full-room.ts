import type { Page } from '@playwright/test';
import { io, type Socket } from 'socket.io-client';
import type { Refused, Requests, StaffQuestion } from '../../src/lib/realtime/protocol.ts';
import { askAll } from '../support/crowd.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { askedAgain, questionTexts } from '../support/question-texts.ts';

const SLUG = 'guerra-contra-las-drogas-iniciativa-merida';
const LONG = {
  lang: 'es' as const,
  text: 'Mi hermano desapareció en 2019 camino a la frontera y la fiscalía cerró la carpeta sin buscarlo; ¿qué puede exigir una familia como la mía, desde Los Ángeles, cuando ni el consulado ni la comisión de búsqueda contestan, y quién responde si el nuevo plan tampoco nos escucha?'
};
const TRANSLATED = {
  es: '¿Cuánto de la ayuda que el Congreso congeló llegará a las comunidades?',
  en: 'What will change with the peace plan’s budget?'
};

type Words = Omit<Requests['moderate'], 'id' | 'version'>;

/** Fills the demo's panel with questions in every state, as a room in the middle of its hour; `staff` is signed in. */
export async function fillRoom(hub: HubProcess, staff: Page): Promise<void> {
  const texts = [...questionTexts(24), LONG];
  texts.push(...texts.slice(6, 8).map(askedAgain), {
    lang: 'en',
    text: 'WHO PAYS FOR THIS? Call me: 212 555 0143'
  });
  const ids = await askAll(hub, texts);
  const desk = await sitAt(hub, staff);
  const id = (at: number) => ids.at(at) ?? '';
  await desk.decide(id(0), {
    action: 'translate',
    lang: 'en',
    text: TRANSLATED.en,
    status: 'checked'
  });
  await desk.decide(id(1), {
    action: 'translate',
    lang: 'es',
    text: TRANSLATED.es,
    status: 'suggested'
  });
  for (const at of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    await desk.decide(id(at), { action: 'approve' });
  for (const at of [10, 9, 8]) await desk.decide(id(at), { action: 'start' });
  for (const at of [1, 2, 3]) await desk.decide(id(at), { action: 'queue' });
  await desk.decide(id(0), { action: 'start' });
  await desk.decide(id(11), { action: 'decline', reason: 'already_answered' });
  await desk.decide(id(12), { action: 'decline', reason: 'at_risk' });
  await desk.decide(ids.at(-3) ?? '', { action: 'merge', into: id(6) });
  await desk.decide(id(13), {
    action: 'label',
    labels: ['agua', 'comunidades'],
    panelist: 'zara-snapp'
  });
  await desk.decide(id(14), { action: 'note', text: 'Preguntarle antes a Laura.' });
  await desk.decide(id(15), { action: 'edit', text: 'Who decides about this, and when?' });
  await desk.decide(id(16), { action: 'stand', standing: 'held' });
  desk.leave();
}

/** Somebody of staff at the desk by the socket alone. */
async function sitAt(hub: HubProcess, staff: Page) {
  const cookies = await staff.context().cookies(hub.origin);
  const socket: Socket = io(`${hub.origin}/room`, {
    auth: { event: SLUG, lang: 'es' },
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: {
      cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
      origin: hub.origin
    }
  });
  const { questions } = await new Promise<{ questions: StaffQuestion[] }>((resolve) =>
    socket.once('snapshot', resolve)
  );
  const versions = new Map(questions.map((one) => [one.id, one.version]));
  socket.on('changes', ({ items }: { items: { question?: StaffQuestion }[] }) => {
    for (const { question } of items) if (question) versions.set(question.id, question.version);
  });
  const decide = async (id: string, words: Words): Promise<void> => {
    const request = { id, version: versions.get(id) ?? 1, ...words };
    const answer: { ok: true; question: StaffQuestion } | Refused = await socket.emitWithAck(
      'moderate',
      request
    );
    if (answer.ok) return void versions.set(id, answer.question.version);
    if (answer.code !== 'rate_limited') throw new Error(`${words.action}: ${answer.code}`);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await decide(id, words);
  };
  return { decide, leave: () => void socket.disconnect() };
}
