import { expect, test } from 'vitest';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import {
  addressesOf,
  LIVE,
  messageOf,
  openDesk,
  people,
  press,
  progressOf,
  queueOneBatch,
  sendAll,
  writeMessage
} from '../../../../tests/support/messages.ts';
import { erasePerson } from '../privacy/erase.ts';
import { collectHeld, personByEmail } from '../privacy/held-by-person.ts';
import { purgePersonalData } from '../privacy/purge.ts';
import { continueMessages } from './continue-messages.ts';

onBothDatabases('what a message holds on people', (setUp) => {
  test('is nothing but which RSVP gets it: no address, no name, no text', async () => {
    const context = await setUp();
    const desk = await openDesk(context, people('ana'));
    await press(context, desk, await writeMessage(context, desk));
    await continueMessages(context);
    const rows = await context.db
      .selectFrom('mail_outbox')
      .select(['payload_sealed', 'bulk'])
      .where('kind', '=', 'message')
      .execute();
    expect(rows).toEqual([{ payload_sealed: '', bulk: 1 }]);
  });

  test('is among what is held on somebody, and leaves with them while it waits', async () => {
    const context = await setUp();
    const desk = await openDesk(context, people('ana', 'beto'));
    const message = await writeMessage(context, desk);
    await press(context, desk, message);
    await continueMessages(context);
    const ana = personByEmail(context, 'ana@example.org');
    expect((await collectHeld(context, ana, 'es')).mails).toContainEqual(
      expect.objectContaining({ kind: 'message', status: 'pending' })
    );
    await erasePerson(context, ana);
    expect(addressesOf(await sendAll(context))).toEqual(['beto@example.org']);
    await continueMessages(context);
    expect(await progressOf(context, message.id)).toMatchObject({
      status: 'sent',
      sent: 1,
      left: 1
    });
  });

  test('leaves the result as it was when somebody who got it is erased', async () => {
    const context = await setUp();
    const desk = await openDesk(context, people('ana', 'beto'));
    const message = await writeMessage(context, desk);
    await press(context, desk, message);
    await continueMessages(context);
    await sendAll(context);
    await erasePerson(context, personByEmail(context, 'ana@example.org'));
    expect(await progressOf(context, message.id)).toMatchObject({ total: 2, sent: 2, left: 0 });
  });

  test('is gone with the people after the retention, and the result stays', async () => {
    const context = await setUp();
    const desk = await openDesk(context, people('ana', 'beto'));
    const message = await writeMessage(context, desk, { filter: { ...LIVE, q: 'ana' } });
    await press(context, desk, message);
    const draft = await writeMessage(context, desk, { filter: { ...LIVE, q: 'beto' } });
    await continueMessages(context);
    await sendAll(context);
    await continueMessages(context);
    context.setNow('2027-02-24T18:00:00.000Z');
    await purgePersonalData(context);
    const rows = await context.db.selectFrom('messages').select('selection_sealed').execute();
    expect(rows).toEqual([{ selection_sealed: null }, { selection_sealed: null }]);
    expect(await progressOf(context, message.id)).toMatchObject({
      status: 'sent',
      ...{ total: 1, sent: 1, left: 0 }
    });
    const kept = await messageOf(context, desk.eventId, draft.id);
    expect(await press(context, desk, kept)).toEqual({ ok: false, code: 'nobody' });
  });

  test('ends quietly when the people are purged in the middle of it', async () => {
    const context = await setUp();
    const desk = await openDesk(context, people('ana', 'beto', 'carla'));
    const message = await writeMessage(context, desk);
    await press(context, desk, message);
    await queueOneBatch(context, 1);
    await sendAll(context);
    context.setNow('2027-02-24T18:00:00.000Z');
    await purgePersonalData(context);
    await continueMessages(context);
    expect(await progressOf(context, message.id)).toMatchObject({
      status: 'sent',
      sent: 1,
      left: 2
    });
  });
});
