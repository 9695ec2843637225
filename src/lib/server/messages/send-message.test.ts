import { expect, test } from 'vitest';
import { tokenOf } from '../../../../tests/support/attendees.ts';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import {
  addressesOf,
  BOTH,
  joinAll,
  LIVE,
  openDesk,
  people,
  press,
  progressOf,
  rsvpIdOf,
  sendAll,
  writeMessage
} from '../../../../tests/support/messages.ts';
import { countStatements } from '../../../../tests/support/statements.ts';
import { seedAttendees } from '../../../../tests/support/many-attendees.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { ANYBODY } from '../../schema/attendee-filter.ts';
import { cancelRsvp } from '../rsvps/cancel-rsvp.ts';
import { unsubscribe, unsubscribeToken } from '../rsvps/unsubscribe.ts';
import { continueMessages } from './continue-messages.ts';
import { listMessages } from './list-messages.ts';
import { loadMessage } from './message-view.ts';
import { countRecipients } from './recipients.ts';
import { saveMessage } from './save-message.ts';
import { sendMessage } from './send-message.ts';
import { resumeMessage, stopMessage } from './stop-message.ts';
import { testMessage } from './test-message.ts';

onBothDatabases('a message to attendees', (setUp) => {
  test('goes to each of the selection in their language, and says where it stands', async () => {
    const context = await setUp();
    const desk = await openDesk(context, [
      { name: 'Ana', email: 'ana@example.org', lang: 'es', listen: 'en' },
      { name: 'Ben', email: 'ben@example.org', lang: 'en', listen: 'en' },
      { name: 'Eva', email: 'eva@example.org', lang: 'es', listen: 'es' }
    ]);
    const message = await writeMessage(context, desk, { filter: { ...LIVE, listen: 'en' } });
    expect(await countRecipients(context, message)).toEqual({
      byLang: { es: 1, en: 1 },
      total: 2,
      quiet: 0
    });
    expect(await press(context, desk, message)).toEqual({ ok: true, total: 2 });
    expect(await progressOf(context, message.id)).toMatchObject({ status: 'sending', waiting: 2 });
    await continueMessages(context);
    const mails = await sendAll(context);
    expect(mails.map((mail) => [mail.to.address, mail.lang, mail.subject]).sort()).toEqual([
      ['ana@example.org', 'es', 'La puerta'],
      ['ben@example.org', 'en', 'The door']
    ]);
    await continueMessages(context);
    expect(await progressOf(context, message.id)).toEqual({
      status: 'sent',
      ...{ total: 2, sent: 2, failed: 0, waiting: 0, left: 0 }
    });
  });

  test('brings its Markdown, the private link and the way out, and no calendar', async () => {
    const context = await setUp();
    const desk = await openDesk(context, people('ana'));
    const texts = {
      ...BOTH,
      es: {
        subject: 'La puerta',
        body: '## Llegar\n\n- por **Seis**\n- en [metro](https://example.org/m)\n\n<script>x</script><b style="x">y</b>'
      }
    };
    const message = await writeMessage(context, desk, { texts });
    await press(context, desk, message);
    await continueMessages(context);
    const [mail] = await sendAll(context);
    const token = await tokenOf(context, desk.eventId, 'ana@example.org');
    expect(mail?.text).toContain('Llegar\n\n- por Seis\n- en metro (https://example.org/m)');
    expect(mail?.text).toContain(`/es/inscripcion/${token}`);
    expect(mail?.html).toContain('<strong>Seis</strong>');
    expect(mail?.html).toMatch(/<h2 style="[^"]+">Llegar<\/h2>/);
    expect(mail?.html).not.toMatch(/<script|style="x"/);
    expect(mail?.unsubscribe).toContain('/es/baja/');
    expect(mail?.calendar).toBeNull();
  });

  test('goes once to an address with two RSVPs, and not to who came after the count', async () => {
    const context = await setUp();
    const desk = await openDesk(context, people('ana', 'beto'));
    await cancelRsvp(context, await tokenOf(context, desk.eventId, 'ana@example.org'));
    await joinAll(context, desk.eventId, people('ana'));
    const message = await writeMessage(context, desk, { filter: ANYBODY });
    expect((await countRecipients(context, message)).total).toBe(2);
    const asOf = context.now().toISOString();
    context.setNow('2026-11-24T18:00:05.000Z');
    await joinAll(context, desk.eventId, people('carla'));
    const seen = { version: message.version, asOf };
    await sendMessage(context, desk.staffId, desk.eventId, message.id, seen);
    await continueMessages(context);
    expect(addressesOf(await sendAll(context))).toEqual(['ana@example.org', 'beto@example.org']);
  });

  test('finds by a part of a name whom it is for, and keeps the name sealed', async () => {
    const context = await setUp();
    const desk = await openDesk(context, people('Ana Peña', 'Beto').map(withoutBlank));
    const message = await writeMessage(context, desk, { filter: { ...LIVE, q: 'pena' } });
    expect((await countRecipients(context, message)).total).toBe(1);
    const rows = await context.db.selectFrom('messages').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('pena');
    await press(context, desk, message);
    await continueMessages(context);
    expect(addressesOf(await sendAll(context))).toEqual(['AnaPeña@example.org']);
  });

  test('says in the language of the reader that it is only in the other one', async () => {
    const context = await setUp();
    const desk = await openDesk(context, [{ email: 'ben@example.org', lang: 'en' }]);
    const texts = { ...BOTH, en: { subject: '', body: '' } };
    const message = await writeMessage(context, desk, { texts });
    await press(context, desk, message);
    await continueMessages(context);
    const [mail] = await sendAll(context);
    expect(mail).toMatchObject({ lang: 'en', subject: 'La puerta' });
    expect(mail?.text).toContain('This message is in Spanish only.');
    expect(mail?.html).toContain('<div lang="es">');
  });

  test.for([
    ['without a text', { es: { subject: '', body: '' }, en: { subject: '', body: '' } }],
    ['with half a language', { ...BOTH, en: { subject: 'The door', body: '' } }],
    ['with too long a subject', { ...BOTH, es: { subject: 'a'.repeat(151), body: 'b' } }]
  ] as const)('is not sent %s', async ([, texts]) => {
    const context = await setUp();
    const desk = await openDesk(context, people('ana'));
    const message = await writeMessage(context, desk, { texts });
    expect(await press(context, desk, message)).toEqual({ ok: false, code: 'unfinished' });
  });

  test('is not sent to nobody, of a draft, twice, or after somebody changed it', async () => {
    const context = await setUp();
    const desk = await openDesk(context, people('ana'));
    const empty = await writeMessage(context, desk, { filter: { ...LIVE, listen: 'en' } });
    expect(await press(context, desk, empty)).toEqual({ ok: false, code: 'nobody' });
    const message = await writeMessage(context, desk);
    await context.db.updateTable('events').set({ status: 'draft' }).execute();
    expect(await press(context, desk, message)).toEqual({ ok: false, code: 'not_public' });
    await context.db.updateTable('events').set({ status: 'published' }).execute();
    const seen = { ...desk, messageId: message.id, version: message.version };
    await saveMessage(context, seen, { ...BOTH, en: { subject: 'Door', body: 'Six' } });
    expect(await press(context, desk, message)).toEqual({ ok: false, code: 'conflict' });
    const now = { ...message, version: message.version + 1 };
    expect(await press(context, desk, now)).toEqual({ ok: true, total: 1 });
    expect(await press(context, desk, now)).toEqual({ ok: false, code: 'not_draft' });
  });

  test('is only for who organizes the event: to write, send, try, stop and go on', async () => {
    const context = await setUp();
    const desk = await openDesk(context, people('ana'));
    const other = await openDesk(context);
    const { id: moderator } = await addStaff(context, 'moderator', desk.eventId);
    const message = await writeMessage(context, desk);
    for (const [staffId, eventId] of [
      [moderator, desk.eventId],
      [other.staffId, desk.eventId],
      [other.staffId, other.eventId]
    ] as const) {
      const refused = { ok: false, code: 'not_found' };
      expect(await press(context, { staffId, eventId }, message)).toEqual(refused);
      const staff = { id: staffId, email: 'x@example.org', name: 'x' };
      expect(await testMessage(context, staff, eventId, message.id)).toEqual(refused);
      expect(await stopMessage(context, staffId, eventId, message.id)).toEqual(refused);
      expect(await resumeMessage(context, staffId, eventId, message.id)).toEqual(refused);
      const seen = { staffId, eventId, messageId: message.id, version: message.version };
      expect(await saveMessage(context, seen, BOTH)).toEqual(refused);
    }
  });

  test('does not go to who left or wants no messages since it began', async () => {
    const context = await setUp();
    const desk = await openDesk(context, people('ana', 'beto', 'carla'));
    const message = await writeMessage(context, desk);
    await press(context, desk, message);
    await continueMessages(context);
    await cancelRsvp(context, await tokenOf(context, desk.eventId, 'ana@example.org'));
    const id = await rsvpIdOf(context, desk.eventId, 'beto@example.org');
    await unsubscribe(context, unsubscribeToken(context.keys, id));
    const mails = (await sendAll(context)).filter((mail) => mail.kind === 'message');
    expect(addressesOf(mails)).toEqual(['carla@example.org']);
    await continueMessages(context);
    expect(await progressOf(context, message.id)).toMatchObject({
      status: 'sent',
      sent: 1,
      left: 2
    });
    const again = await writeMessage(context, desk);
    expect(await countRecipients(context, again)).toMatchObject({ total: 1, quiet: 1 });
  });

  test('writes no longer to who was promoted or accepted when it was for the others', async () => {
    const context = await setUp();
    const desk = await openDesk(context, people('ana', 'beto'), { capacity: 1 });
    const message = await writeMessage(context, desk, {
      filter: { ...ANYBODY, status: 'waitlisted' }
    });
    await press(context, desk, message);
    await continueMessages(context);
    await cancelRsvp(context, await tokenOf(context, desk.eventId, 'ana@example.org'));
    expect((await sendAll(context)).map(({ kind }) => kind).sort()).toEqual([
      'cancelled',
      'promoted'
    ]);
  });
});

onBothDatabases('the page of a message', (setUp) => {
  test('asks as often for many people as for few', async () => {
    const context = await setUp();
    const asked: string[][] = [];
    for (const count of [5, 600]) {
      const desk = await openDesk(context);
      await seedAttendees(context, desk.eventId, count);
      const message = await writeMessage(context, desk);
      const { counted, kinds } = countStatements(context);
      await loadMessage(counted, desk.eventId, message.id);
      await listMessages(counted, desk.eventId, 'es');
      asked.push([...kinds]);
    }
    expect(asked[1]).toEqual(asked[0]);
    expect(asked[0]?.length).toBeGreaterThan(3);
  });
});

onBothDatabases('a test of a message', (setUp) => {
  test('goes to its author in both languages, says what it is, and not without end', async () => {
    const context = await setUp();
    const desk = await openDesk(context, people('ana'));
    const message = await writeMessage(context, desk);
    const staff = { id: desk.staffId, email: 'rosario@example.org', name: 'Rosario' };
    const ask = () => testMessage(context, staff, desk.eventId, message.id);
    expect(await ask()).toEqual({ ok: true });
    const mails = await sendAll(context);
    expect(mails.map((mail) => [mail.to.address, mail.lang, mail.subject]).sort()).toEqual([
      ['rosario@example.org', 'en', 'The door'],
      ['rosario@example.org', 'es', 'La puerta']
    ]);
    expect(mails.find(({ lang }) => lang === 'en')?.text).toContain('This is a test');
    for (let count = 1; count < 10; count++) expect(await ask()).toEqual({ ok: true });
    expect(await ask()).toEqual({ ok: false, code: 'rate_limited' });
    expect(await progressOf(context, message.id)).toMatchObject({ status: 'draft', sent: 0 });
  });
});

function withoutBlank<Person extends { email?: string }>(person: Person): Person {
  return { ...person, email: person.email?.replace(' ', '') };
}
