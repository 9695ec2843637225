import { expect, test } from 'vitest';
import {
  countStates,
  mailKinds,
  publishPanel,
  registerAll,
  registration
} from '../../../../tests/support/attendees.ts';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { insertEarlyQuestion } from '../questions/insert-question.ts';
import { registerAttendee } from './register-attendee.ts';

onBothDatabases('registering', (setUp) => {
  test('gives a place and one mail', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    expect(await registerAttendee(context, registration(eventId))).toEqual({
      ok: true,
      asked: null
    });
    expect(await countStates(context, eventId)).toEqual({ confirmed: 1 });
    expect(await mailKinds(context)).toEqual(['confirmed']);
  });

  test('gives the last place once and then a turn in the line', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 1 });
    await registerAll(context, eventId, [
      'ana@example.org',
      'beto@example.org',
      'caro@example.org'
    ]);
    expect(await countStates(context, eventId)).toEqual({ confirmed: 1, waitlisted: 2 });
    expect(await mailKinds(context)).toEqual(['confirmed', 'waitlisted', 'waitlisted']);
  });

  test('makes one row and one confirmation of fifty parallel requests', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    const answers = await Promise.all(
      crowd(50).map(() => registerAttendee(context, registration(eventId)))
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"ok":true,"asked":null}'])
    );
    expect(await countStates(context, eventId)).toEqual({ confirmed: 1 });
    expect(await mailKinds(context)).toEqual(['already', 'already', 'confirmed']);
  });

  test('knows an address in any case and keeps what it had', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await registerAttendee(context, registration(eventId, { listen: 'es' }));
    await registerAttendee(
      context,
      registration(eventId, { email: 'ANA@example.org', listen: 'en', news: true })
    );
    const rows = await context.db.selectFrom('rsvps').select(['listen', 'news']).execute();
    expect(rows).toEqual([{ listen: 'es', news: 0 }]);
  });

  test('mails one address three times an hour at most, over all events', async () => {
    const context = await setUp();
    const events = await Promise.all(Array.from({ length: 5 }, () => publishPanel(context)));
    for (const eventId of events) await registerAttendee(context, registration(eventId));
    const now = context.now().toISOString();
    const due = await context.db
      .selectFrom('mail_outbox')
      .select('id')
      .where('next_at', '<=', now)
      .execute();
    expect(due).toHaveLength(3);
    expect(await mailKinds(context)).toHaveLength(5);
  });

  test('lets a person who cancelled come again', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await registerAttendee(context, registration(eventId));
    await context.db.updateTable('rsvps').set({ status: 'cancelled' }).execute();
    await registerAttendee(context, registration(eventId));
    expect(await countStates(context, eventId)).toEqual({ cancelled: 1, confirmed: 1 });
  });

  test.for([
    ['draft', {}, 'not_open'],
    ['cancelled', {}, 'cancelled_event'],
    ['ended', {}, 'ended'],
    ['published', { ends_at: '2026-11-24T17:59:59.000Z' }, 'ended']
  ] as const)('refuses when the event is %s %o', async ([status, values, code]) => {
    const context = await setUp();
    const eventId = await publishPanel(context, { status, ...values });
    expect(await registerAttendee(context, registration(eventId))).toEqual({ ok: false, code });
    expect(await mailKinds(context)).toEqual([]);
  });

  test('refuses an unknown event', async () => {
    const context = await setUp();
    expect(await registerAttendee(context, registration('nowhere'))).toEqual({
      ok: false,
      code: 'not_open'
    });
  });

  test('passes the question on in the same transaction, without the name', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    const asking = registration(eventId, { name: 'Ana', question: '¿Y los aranceles?' });
    const answer = await registerAttendee(
      context,
      asking,
      async (_trx, _context, question) => question
    );
    expect(answer).toMatchObject({
      ok: true,
      asked: { eventId, lang: 'es', text: '¿Y los aranceles?', name: null }
    });
  });

  test('puts the question before the moderators', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await registerAttendee(
      context,
      registration(eventId, { name: 'Ana', question: '¿Y los aranceles?' }),
      insertEarlyQuestion
    );
    const questions = await context.db
      .selectFrom('questions')
      .select(['status', 'name', 'rsvp_id'])
      .execute();
    expect(questions).toEqual([{ status: 'waiting', name: null, rsvp_id: expect.any(String) }]);
  });

  test('writes nothing when the question cannot be written', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    const failing = () => Promise.reject(new Error('no room'));
    await expect(
      registerAttendee(context, registration(eventId, { question: '¿Y?' }), failing)
    ).rejects.toThrow('no room');
    expect(await countStates(context, eventId)).toEqual({});
    expect(await mailKinds(context)).toEqual([]);
  });
});

function crowd(size: number): string[] {
  return Array.from({ length: size }, (_, index) => `person-${index}@example.org`);
}
