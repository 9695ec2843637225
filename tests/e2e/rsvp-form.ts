import type { Page } from '@playwright/test';

const WORDS = {
  es: {
    name: 'Nombre o alias',
    email: 'Correo',
    send: 'Inscribirme',
    join: 'Anotarme en la lista'
  },
  en: { name: 'Name or alias', email: 'E-mail', send: 'RSVP', join: 'Join the waitlist' }
};

interface RsvpForm {
  name?: string;
  lang?: 'es' | 'en';
  /** The event is full: the form must say that it is for the line. */
  isFull?: boolean;
}

/** Fills in the form of the event page that is open, and sends it; other choices are made before. */
export async function sendRsvp(
  page: Page,
  email: string,
  { name, lang = 'es', isFull = false }: RsvpForm = {}
): Promise<void> {
  const words = WORDS[lang];
  if (name) await page.getByLabel(words.name).fill(name);
  await page.getByLabel(words.email, { exact: true }).fill(email);
  const button = isFull ? words.join : words.send;
  await page.getByRole('button', { name: button, exact: true }).last().click();
}
