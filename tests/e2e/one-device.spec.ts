import { databaseState } from '../support/database-state.ts';
import { linkOf, mailsTo } from '../support/mails.ts';
import { expect, open, test } from './fixtures.ts';

const EVENT = '/es/eventos/rio-de-hierro-armas';

test('a place opens on one device at a time, and comes back when it is asked for', async ({
  hub,
  person
}) => {
  const [phone, laptop] = [await person({ viewport: { width: 360, height: 740 } }), await person()];
  await open(phone, hub.origin + EVENT);
  await phone.getByLabel('Correo', { exact: true }).fill('ana@example.org');
  await phone.getByRole('button', { name: 'Inscribirme', exact: true }).last().click();
  const [mail] = await mailsTo(hub, 'ana@example.org', 1);
  const room = `${hub.origin}${EVENT}/sala`;
  const moved = 'Tu lugar está abierto en otro dispositivo';

  await open(phone, linkOf(mail));
  await open(phone, room);
  // The phone has sat down.
  await expect.poll(() => databaseState(hub)).toContain('"first_seen"');
  await open(laptop, linkOf(mail));
  await open(laptop, room);
  await expect(laptop.getByText(moved)).toBeVisible();
  for (const [here, there] of [
    [laptop, phone],
    [phone, laptop]
  ] as const) {
    await here.getByRole('button', { name: 'Seguir aquí' }).click();
    await expect(here.getByText(moved)).toBeHidden();
    await expect(there.getByText(moved)).toBeVisible();
  }
});
