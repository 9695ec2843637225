import { startHub, type HubProcess } from '../support/hub-process.ts';
import { linksOf, mailsTo } from '../support/mails.ts';
import { expect, open, test } from './fixtures.ts';
import { sendRsvp } from './rsvp-form.ts';

const EVENT = '/es/eventos/rio-de-hierro-armas';
/** As a proxy tells it; the hub does not count the machine itself. */
const FROM = { 'x-forwarded-for': '203.0.113.7' };

test.setTimeout(180_000);

test('in a flood a browser works for its RSVP, and without JavaScript a mailed link confirms it', async ({
  person
}) => {
  const hub = await startHub({ TRUST_PROXY: '1' });
  try {
    await flood(hub);
    await test.step('with JavaScript the form is sent by itself once the work is done', async () => {
      const ana = await person({ extraHTTPHeaders: FROM });
      const sent: string[] = [];
      ana.on('request', (request) => {
        if (request.method() === 'POST') sent.push(request.postData() ?? '');
      });
      await open(ana, hub.origin + EVENT);
      await sendRsvp(ana, 'ana@example.org');
      await expect(ana.getByText('Revisa tu correo')).toBeVisible();
      expect(sent.map((form) => form.includes('proof'))).toEqual([false, true]);
      // Behind three hundred others.
      const [mail] = await mailsTo(hub, 'ana@example.org', 1, 60_000);
      expect(mail?.subject).toContain('Tu lugar está confirmado');
    });
    await test.step('without JavaScript nothing is held until the link is confirmed', async () => {
      const ben = await person({ extraHTTPHeaders: FROM, javaScriptEnabled: false });
      await ben.goto(hub.origin + EVENT);
      await sendRsvp(ben, 'ben@example.org');
      await expect(ben.getByText('Revisa tu correo')).toBeVisible();
      const [mail] = await mailsTo(hub, 'ben@example.org', 1);
      expect(mail?.subject).toContain('Confirma tu inscripción');
      const link = mail && linksOf(mail).find((url) => url.includes('/confirmar/'));
      await ben.goto(link ?? '');
      await ben.getByRole('button', { name: 'Confirmar mi inscripción' }).click();
      await expect(ben.getByText('Quedó confirmada')).toBeVisible();
      // The mail that asked for this is gone with its draft.
      const [confirmed] = await mailsTo(hub, 'ben@example.org', 1);
      expect(confirmed?.subject).toContain('Tu lugar está confirmado');
    });
  } finally {
    await hub.remove();
  }
});

/** Three hundred RSVPs of as many networks within a minute. */
async function flood(hub: HubProcess): Promise<void> {
  const numbers = Array.from({ length: 310 }, (_, index) => index);
  const send = async () => {
    for (let number = numbers.pop(); number !== undefined; number = numbers.pop()) {
      const answer = await fetch(`${hub.origin}${EVENT}?/rsvp`, {
        method: 'POST',
        headers: {
          origin: hub.origin,
          'x-forwarded-for': `198.51.${Math.floor(number / 250)}.${number % 250}`
        },
        body: new URLSearchParams({ email: `bot${number}@example.org`, listen: 'es' })
      });
      expect(answer.status).toBe(200);
    }
  };
  await Promise.all(Array.from({ length: 8 }, send));
}
