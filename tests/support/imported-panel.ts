import { findEventId } from '../../src/lib/server/events/find-event.ts';
import { importHub } from '../../src/lib/server/events/import-events.ts';
import type { Mail, Transport } from '../../src/lib/server/mail/message.ts';
import { sendDueMails } from '../../src/lib/server/mail/send-due.ts';
import type { TestContext } from './databases.ts';

/** A panel as a file brings it, in two languages, seven weeks from the test's clock. */
export const EVENT = {
  slug: { es: 'mesa', en: 'table' },
  kind: 'panel',
  status: 'published',
  zone: 'America/Mexico_City',
  start: '2027-01-14T18:00',
  duration: 'PT90M',
  spoken: ['es'],
  access: 'rsvp',
  title: { es: 'La mesa', en: 'The table' },
  place: { es: 'Casa Lamm, Ciudad de México', en: 'Casa Lamm, Mexico City' },
  people: [],
  resources: [
    {
      kind: 'letter',
      language: 'en',
      url: 'https://letters.example.org/',
      label: { es: 'Escribe', en: 'Write' }
    }
  ],
  questions: []
};

/** Imports the panel and returns its id. */
export async function publish(context: TestContext, values: object = {}): Promise<string> {
  await importEvent(context, values);
  return (await findEventId(context.db, 'mesa', 'es')) ?? '';
}

/** Imports the panel again, with other values. */
export async function importEvent(context: TestContext, values: object): Promise<void> {
  const file = { people: [], events: [{ ...EVENT, ...values }] };
  const outcome = await importHub(context, JSON.parse(JSON.stringify(file)));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
}

/** Sends what is due and returns it. */
export async function sendAll(context: TestContext): Promise<Mail[]> {
  const sent: Mail[] = [];
  const transport: Transport = {
    send: async (mail) => void sent.push(mail),
    close: async () => {}
  };
  await sendDueMails(context, transport);
  return sent;
}
