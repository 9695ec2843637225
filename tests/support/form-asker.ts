import { randomUUID } from 'node:crypto';
import type { HubProcess } from './hub-process.ts';

/** A viewer without JavaScript, who asked one question by the form. */
export interface FormAsker {
  readonly id: string;
  readonly lang: 'es' | 'en';
  /** The status line of that question as the page has it now. */
  readStatus(): Promise<string>;
}

const ROOMS = {
  es: '/es/eventos/guerra-contra-las-drogas-iniciativa-merida/sala',
  en: '/en/events/drug-war-merida-initiative/room'
};

/** Opens the room of the demo's panel as a browser without JavaScript does, and sends the form. */
export async function askByForm(
  hub: HubProcess,
  text: string,
  lang: 'es' | 'en'
): Promise<FormAsker> {
  const address = hub.origin + ROOMS[lang];
  const page = await fetch(address);
  const cookie = page.headers.getSetCookie().map(nameAndValue).join('; ');
  const id = randomUUID();
  const answer = await fetch(`${address}?/ask`, {
    method: 'POST',
    headers: { origin: hub.origin, cookie, accept: 'text/html' },
    body: new URLSearchParams({ id, text }),
    redirect: 'manual'
  });
  if (answer.status !== 303) throw new Error(`the form was refused: ${answer.status}`);
  return {
    id,
    lang,
    async readStatus() {
      const html = await (await fetch(address, { headers: { cookie } })).text();
      const row = html.slice(html.indexOf(`id="own-${id}"`));
      return /class="status[^>]*>([^<]*)</.exec(row)?.[1]?.trim() ?? '';
    }
  };
}

function nameAndValue(cookie: string): string {
  return cookie.split(';')[0] ?? '';
}
