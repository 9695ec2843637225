import type { Page } from '@playwright/test';
import type { ParsedMail } from 'mailparser';
import { changeDatabase, databaseState } from '../support/database-state.ts';
import { startHub, type HubProcess } from '../support/hub-process.ts';
import { openMailbox } from '../support/mailbox.ts';
import { moveEvent } from '../support/move-event.ts';
import { linkOf, linksOf, mailsTo, type MailSource } from '../support/mails.ts';
import { expect, open, test as base } from './fixtures.ts';
import { sendRsvp } from './rsvp-form.ts';

/** A hub that sends to a mail server, and what arrived there. */
const test = base.extend<{ mailed: { hub: HubProcess; box: MailSource } }>({
  mailed: async ({}, use) => {
    const mailbox = await openMailbox();
    const hub = await startHub({ SMTP_URL: mailbox.url });
    await use({ hub, box: { mails: () => mailbox.mails.map(({ raw }) => raw) } });
    await hub.remove();
    await mailbox.close();
  }
});

test.setTimeout(180_000);

const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString();
const PHONE = { viewport: { width: 360, height: 740 } };

/** What the story says in each language. */
const WORDS = {
  es: {
    locale: 'es-MX',
    event: '/es/eventos/rio-de-hierro-armas',
    own: '/es/inscripcion',
    sent: 'Revisa tu correo',
    placed: 'Tienes un lugar',
    waiting: 'Estás en la lista de espera',
    turn: 'Vas en el lugar 1',
    tell: 'Avísenme cuando esté la grabación',
    cancel: 'Cancelar mi inscripción',
    gone: 'Ya no tienes inscripción',
    data: 'Ver, descargar o borrar todo lo que tenemos sobre ti',
    erase: 'Borrar todo sobre mí',
    sure: 'Sí, bórrenlo todo',
    erased: 'Ya no tenemos nada sobre ti',
    lost: 'Este enlace ya no funciona',
    moved: 'Cambio de fecha o lugar',
    reminder: 'Falta un día'
  },
  en: {
    locale: 'en-US',
    event: '/en/events/iron-river-of-weapons',
    own: '/en/rsvp',
    sent: 'Check your e-mail',
    placed: 'You have a place',
    waiting: 'You are on the waitlist',
    turn: 'You are number 1',
    tell: 'Tell me when the recording is there',
    cancel: 'Cancel my RSVP',
    gone: 'You have no RSVP any more',
    data: 'See, download or erase everything we hold about you',
    erase: 'Erase everything about me',
    sure: 'Yes, erase it all',
    erased: 'We hold nothing about you any more',
    lost: 'This link does not work any more',
    moved: 'New date or place',
    reminder: 'One day to go'
  }
} as const;

for (const lang of ['es', 'en'] as const) {
  test(`an attendee's story in ${lang}: full, freed, promoted, moved, reminded, erased`, async ({
    person,
    mailed: { hub, box }
  }) => {
    const words = WORDS[lang];
    const slug = words.event.split('/').at(-1);
    changeDatabase(
      hub,
      `update events set capacity = 1 where id in (select event_id from event_texts where slug = ?)`,
      slug
    );
    const [ana, ben] = [
      await person({ ...PHONE, locale: words.locale }),
      await person({ ...PHONE, locale: words.locale })
    ];
    await test.step('the one place is taken', async () => {
      await register(ana, hub, lang, 'ana@example.org');
      await openLink(ana, box, 'ana@example.org', 1);
      await expect(ana.getByRole('heading', { name: words.placed })).toBeVisible();
    });
    await test.step('the next one waits', async () => {
      await register(ben, hub, lang, 'ben@example.org', true);
      await openLink(ben, box, 'ben@example.org', 1);
      await expect(ben.getByRole('heading', { name: words.waiting })).toBeVisible();
      await expect(ben.getByText(words.turn)).toBeVisible();
    });
    await test.step('who cancels frees the place, and may hear of the recording', async () => {
      await ana.getByLabel(words.tell).check();
      await ana.getByRole('button', { name: words.cancel }).click();
      await expect(ana.getByRole('heading', { name: words.gone })).toBeVisible();
      await pressLinks(
        hub.origin + words.event,
        ana,
        (await mailsTo(box, 'ana@example.org', 2)).at(-1)
      );
    });
    await test.step('who waited is promoted', async () => {
      await openLink(ben, box, 'ben@example.org', 2);
      await expect(ben.getByRole('heading', { name: words.placed })).toBeVisible();
    });
    await test.step('who has a place hears that the event moves, in a mail that corrects the calendar', async () => {
      const promoted = (await mailsTo(box, 'ben@example.org', 2)).at(-1);
      moveEvent(hub, 'rio-de-hierro-armas', 'PT23H50M');
      const moved = (await mailsTo(box, 'ben@example.org', 3)).at(-1);
      expect(moved?.subject).toContain(words.moved);
      expect(sequenceOf(moved)).toBeGreaterThan(sequenceOf(promoted));
      await pressLinks(hub.origin + words.event, ben, moved);
    });
    await test.step('a day before there is a reminder', async () => {
      // Ben's RSVP and mails are of yesterday: who was told a minute ago is not reminded.
      for (const table of ['rsvps', 'mail_outbox'])
        changeDatabase(hub, `update ${table} set created_at = ?`, YESTERDAY);
      const reminder = (await mailsTo(box, 'ben@example.org', 4, 90_000)).at(-1);
      expect(reminder?.subject).toContain(words.reminder);
      await openLink(ben, box, 'ben@example.org', 4);
      await expect(ben.getByRole('heading', { name: words.placed })).toBeVisible();
    });
    await test.step('who was promoted is erased, and nothing is left', async () => {
      const link = linkOf((await mailsTo(box, 'ben@example.org', 4))[0]);
      await ben.getByRole('link', { name: words.data }).click();
      await expect(ben.getByText('ben@example.org')).toBeVisible();
      await ben.getByRole('button', { name: words.erase }).click();
      await ben.getByRole('button', { name: words.sure }).click();
      await expect(ben.getByRole('heading', { name: words.erased })).toBeVisible();
      expect((await fetch(link)).status).toBe(404);
    });
  });
}

test('link scanners that get and head every link three times, scripts and all, change nothing', async ({
  hub,
  person
}) => {
  const words = WORDS.es;
  const ana = await person(PHONE);
  await register(ana, hub, 'es', 'ana@example.org');
  const [mail] = await mailsTo(hub, 'ana@example.org', 1);
  await openLink(ana, hub, 'ana@example.org', 1);
  await ana.getByRole('button', { name: words.cancel }).click();
  await expect(ana.getByRole('heading', { name: words.gone })).toBeVisible();
  const mails = await mailsTo(hub, 'ana@example.org', 2);
  const links = [...new Set(mails.flatMap(linksOf))];
  expect(links).toContain(linkOf(mail));
  await expect.poll(() => databaseState(hub)).not.toContain('"status":"pending"');

  const before = databaseState(hub);
  for (const link of links)
    for (let time = 0; time < 3; time++)
      for (const method of ['GET', 'HEAD'])
        expect((await fetch(link, { method })).status, `${method} ${link}`).toBeLessThan(400);
  const scanner = await person();
  for (const link of links.filter((link) => !link.endsWith('.ics'))) {
    await scanner.goto(link);
    await scanner.locator('html[data-ready]').waitFor({ state: 'attached' });
  }
  expect(databaseState(hub)).toBe(before);
  expect(hub.mails()).toHaveLength(2);
});

async function register(
  page: Page,
  hub: HubProcess,
  lang: 'es' | 'en',
  email: string,
  isFull = false
): Promise<void> {
  await open(page, hub.origin + WORDS[lang].event);
  await sendRsvp(page, email, { name: 'Zz Alias', lang, isFull });
  await expect(page.getByText(WORDS[lang].sent)).toBeVisible();
}

/** Waits for so many mails and opens the private link of the newest. */
async function openLink(page: Page, box: MailSource, email: string, count: number): Promise<void> {
  await open(page, linkOf((await mailsTo(box, email, count)).at(-1)));
}

/** The SEQUENCE of the mail's calendar entry (RFC 5545, 3.8.7.4). */
function sequenceOf(mail: ParsedMail | undefined): number {
  const file = mail?.attachments.find(({ contentType }) => contentType === 'text/calendar');
  return Number(/^SEQUENCE:(\d+)/m.exec(file?.content.toString() ?? '')?.[1]);
}

/** Every link of a mail leads to the hub, and somewhere; one is its event. */
async function pressLinks(event: string, page: Page, mail: ParsedMail | undefined): Promise<void> {
  if (!mail) throw new Error('no mail');
  const links = linksOf(mail);
  expect(links).toContain(event);
  for (const link of links) {
    expect(new URL(link).origin, link).toBe(new URL(event).origin);
    expect((await page.request.get(link)).status(), link).toBe(200);
  }
}
