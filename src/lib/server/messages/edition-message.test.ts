import { expect, test } from 'vitest';
import { publishPanel, registration } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import {
  addressesOf,
  joinAll,
  messageOf,
  openDesk,
  press,
  progressOf,
  rsvpIdOf,
  sendAll
} from '../../../../tests/support/messages.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import type { Registration } from '../rsvps/sealed-attendee.ts';
import { unsubscribe } from '../rsvps/unsubscribe.ts';
import { continueMessages } from './continue-messages.ts';
import { beginEditionNews, countEditionReaders } from './edition-message.ts';
import { countRecipients } from './recipients.ts';

const EARLIER = { starts_at: '2026-11-02T00:00:00.000Z', ends_at: '2026-11-02T02:00:00.000Z' };

/** Two editions that were, and one to come: Ana wanted news at both, Ben at the second, Eva at neither. */
async function openSeries(context: TestContext) {
  const ana = { name: 'Ana', email: 'ana@example.org', news: true };
  const ben = { name: 'Ben', email: 'ben@example.org', news: true, lang: 'en' as const };
  const ida = { email: 'ida@example.org', news: true };
  await addPast(context, 'foro', [ana, { email: 'eva@example.org' }]);
  const second = await addPast(context, 'foro', [ana, ben, ida]);
  await addPast(context, null, [{ email: 'max@example.org', news: true }]);
  return { ...(await openDesk(context, [ida], { series_id: 'foro' })), second };
}

async function addPast(
  context: TestContext,
  series: string | null,
  people: Partial<Registration>[]
): Promise<string> {
  const eventId = await publishPanel(context, { series_id: series });
  await joinAll(context, eventId, people);
  await context.db.updateTable('events').set(EARLIER).where('id', '=', eventId).execute();
  return eventId;
}

onBothDatabases('news of a new edition', (setUp) => {
  test('goes once to each address that asked for it at an earlier one and is not coming', async () => {
    const context = await setUp();
    const desk = await openSeries(context);
    expect(await countEditionReaders(context, desk.eventId)).toBe(2);
    const begun = await beginEditionNews(context, desk.staffId, desk.eventId);
    if (!begun.ok) throw new Error(begun.code);
    const message = await messageOf(context, desk.eventId, begun.id);
    expect(message.texts.es.subject).toBe('Nueva edición: Fin de la Iniciativa Mérida');
    expect(message.texts.en.body).toMatch(/When: .+ 18:00.*Mexico City|When: .+6:00/);
    expect(message.texts.en.body).toContain('https://hub.example.org/en/events/');
    expect(await press(context, desk, message)).toEqual({ ok: true, total: 2 });
    await continueMessages(context);
    const mails = await sendAll(context);
    expect(mails.map((mail) => [mail.to.address, mail.lang]).sort()).toEqual([
      ['ana@example.org', 'es'],
      ['ben@example.org', 'en']
    ]);
    expect(await countEditionReaders(context, desk.eventId)).toBe(0);
    const again = await beginEditionNews(context, desk.staffId, desk.eventId);
    if (!again.ok) throw new Error(again.code);
    const second = await messageOf(context, desk.eventId, again.id);
    expect(await press(context, desk, second)).toEqual({ ok: false, code: 'nobody' });
  });

  test('leads to the new edition, and the way out belongs to the earlier RSVP', async () => {
    const context = await setUp();
    const desk = await openSeries(context);
    await sendNews(context, desk);
    const mail = (await sendAll(context)).find(({ lang }) => lang === 'en');
    expect(mail?.text).not.toMatch(/\/(rsvp|inscripcion)\//);
    expect(mail?.text).toContain('at an earlier edition you asked us');
    const token = mail?.unsubscribe?.split('/').at(-1) ?? '';
    expect(token).toContain(await rsvpIdOf(context, desk.second, 'ben@example.org'));
    await unsubscribe(context, token);
    const ben = await context.db
      .selectFrom('rsvps')
      .select('news')
      .where('id', '=', token.split('.')[0] ?? '')
      .executeTakeFirst();
    expect(ben?.news).toBe(0);
  });

  test('is dropped for who signed up or wants no news since, and once it is called off', async () => {
    const context = await setUp();
    const desk = await openSeries(context);
    const { id } = await sendNews(context, desk);
    await registerAttendee(context, registration(desk.eventId, { email: 'ana@example.org' }));
    expect((await sendAll(context)).map(({ kind }) => kind).sort()).toEqual([
      'confirmed',
      'edition_news'
    ]);
    await continueMessages(context);
    expect(await progressOf(context, id)).toMatchObject({ status: 'sent', sent: 1, left: 1 });
  });

  test('does not go out once the edition is called off', async () => {
    const context = await setUp();
    const desk = await openSeries(context);
    await sendNews(context, desk);
    await context.db
      .updateTable('events')
      .set({ status: 'cancelled' })
      .where('id', '=', desk.eventId)
      .execute();
    expect(addressesOf(await sendAll(context))).toEqual([]);
    expect(await countEditionReaders(context, desk.eventId)).toBeNull();
  });

  test('has one draft, whoever begins it, and none for a stranger or of a draft', async () => {
    const context = await setUp();
    const desk = await openSeries(context);
    const one = await beginEditionNews(context, desk.staffId, desk.eventId);
    expect(await beginEditionNews(context, desk.staffId, desk.eventId)).toEqual(one);
    const stranger = await openDesk(context);
    expect(await beginEditionNews(context, stranger.staffId, desk.eventId)).toEqual({
      ok: false,
      code: 'not_found'
    });
    await context.db.updateTable('events').set({ status: 'draft' }).execute();
    expect(await beginEditionNews(context, desk.staffId, desk.eventId)).toEqual({
      ok: false,
      code: 'not_public'
    });
  });

  test('is for nobody where the event has no series', async () => {
    const context = await setUp();
    const desk = await openDesk(context);
    expect(await countEditionReaders(context, desk.eventId)).toBe(0);
  });
});

async function sendNews(context: TestContext, desk: { eventId: string; staffId: string }) {
  const begun = await beginEditionNews(context, desk.staffId, desk.eventId);
  if (!begun.ok) throw new Error(begun.code);
  const message = await messageOf(context, desk.eventId, begun.id);
  expect((await countRecipients(context, message)).total).toBe(2);
  await press(context, desk, message);
  await continueMessages(context);
  return message;
}
