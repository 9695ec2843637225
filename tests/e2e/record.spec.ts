import { changeDatabase } from '../support/database-state.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { expect, open, PANEL, test } from './fixtures.ts';

const SPANISH = '¿Qué pasa con los acuerdos de seguridad si México deja la Iniciativa Mérida?';
const ENGLISH = 'What happens to the security agreements if Mexico leaves the Mérida Initiative?';
const PRIVATE = '¿Los aranceles pueden obligar a México a dar marcha atrás?';
const DECLINED = 'Would legal marijuana in Mexico really weaken the cartels?';
const RECORDING = 'https://www.youtube.com/watch?v=abc';

/** The panel is over: one question was answered, one behind the private door, one was not chosen. */
function playHour(hub: HubProcess): void {
  const set = (text: string, columns: string) =>
    changeDatabase(
      hub,
      `update questions set ${columns} where id = (select question_id from question_texts where text = ?)`,
      text
    );
  const answered = `status = 'answered', answered_at = '2026-11-24T18:12:34.000Z', answered_offset = 754`;
  set(SPANISH, `${answered}, name = 'Lucía'`);
  set(PRIVATE, `${answered}, audience = 'moderators'`);
  set(DECLINED, `status = 'declined', decline_reason = 'off_topic'`);
  const event = `(select event_id from event_texts where slug = 'drug-war-merida-initiative')`;
  changeDatabase(
    hub,
    `update events set status = 'ended', ends_at = '2026-11-20T18:00:00.000Z' where id = ${event}`
  );
  changeDatabase(
    hub,
    `insert into resources values ('r1', ${event}, 'video', 'es', '${RECORDING}', 9, '{"es":"Grabación"}')`
  );
}

test('what was answered stays as a record in both languages, and nothing else does', async ({
  hub,
  person
}) => {
  playHour(hub);
  const ana = await person();
  await open(ana, hub.origin + PANEL.es);
  await ana.getByRole('link', { name: 'Ver la memoria' }).click();
  await expect(ana).toHaveURL(`${hub.origin}${PANEL.es}/memoria`);
  await expect(ana.getByRole('listitem').filter({ hasText: SPANISH })).toContainText('Lucía');
  await expect(ana.getByRole('link', { name: 'Desde el minuto 12:34' })).toHaveAttribute(
    'href',
    `${RECORDING}&t=754s`
  );
  const bytes = await ana.content();
  for (const text of [PRIVATE, DECLINED]) expect(bytes).not.toContain(text);

  await ana.getByRole('link', { name: 'English' }).click();
  await expect(ana).toHaveURL(`${hub.origin}${PANEL.en}/record`);
  await expect(ana.getByText(ENGLISH)).toBeVisible();
  await ana.getByText('Translated from Spanish').click();
  await expect(ana.getByText(SPANISH)).toBeVisible();
});

test('until it is over, the record leads to the event', async ({ sharedHub, person }) => {
  const ana = await person();
  await open(ana, `${sharedHub.origin}${PANEL.es}/memoria`);
  await expect(ana).toHaveURL(sharedHub.origin + PANEL.es);
});
