import { databaseState } from '../support/database-state.ts';
import { linkTo } from '../support/mails.ts';
import { expect, open, test } from './fixtures.ts';
import { sendRsvp } from './rsvp-form.ts';

const EVENT = '/es/eventos/rio-de-hierro-armas';

test('a place opens on one device at a time, and comes back when it is asked for', async ({
  hub,
  person
}) => {
  const [phone, laptop] = [await person({ viewport: { width: 360, height: 740 } }), await person()];
  await open(phone, hub.origin + EVENT);
  await sendRsvp(phone, 'ana@example.org');
  const link = await linkTo(hub, 'ana@example.org');
  const room = `${hub.origin}${EVENT}/sala`;
  const moved = 'Tu lugar está abierto en otro dispositivo';

  await open(phone, link);
  await open(phone, room);
  // The phone has sat down.
  await expect.poll(() => databaseState(hub)).toContain('"first_seen"');
  await open(laptop, link);
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
