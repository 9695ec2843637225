import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  countStates,
  decideAtTheDoor,
  mailKinds,
  publishPanel,
  registerAll,
  registration
} from '../../../../tests/support/attendees.ts';
import { onBothDatabases, testContext } from '../../../../tests/support/databases.ts';
import { migrate } from '../db/migrate.ts';
import { openSqlite } from '../db/open.ts';
import { openTransport } from '../mail/transport.ts';
import { sendDueMails } from '../mail/send-due.ts';
import { askQuestion } from '../questions/ask-question.ts';
import { insertEarlyQuestion } from '../questions/insert-question.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { loadSeatSheet } from '../rsvps/seat-sheet.ts';
import { erasePerson } from './erase.ts';
import { collectHeld, personByEmail } from './held-by-person.ts';
import { finishErasure } from './old-pages.ts';

onBothDatabases('erasing a person', (setUp) => {
  test('takes their RSVPs of every event, their questions and mails, and nobody else', async () => {
    const context = await setUp();
    const [one, two] = [await publishPanel(context), await publishPanel(context)];
    await registerAttendee(
      context,
      registration(one, { name: 'Ana', question: '¿Quién manda?' }),
      insertEarlyQuestion
    );
    await registerAttendee(context, registration(two));
    await registerAll(context, one, ['ben@example.org']);
    expect(await erasePerson(context, personByEmail(context, 'ANA@example.org'))).toMatchObject({
      rsvps: 2,
      changes: [{ eventId: one }]
    });
    expect(await countStates(context, one)).toEqual({ confirmed: 1 });
    expect(await countStates(context, two)).toEqual({});
    expect(await mailKinds(context)).toEqual(['confirmed']);
    const questions = await context.db.selectFrom('questions').selectAll().execute();
    expect(questions).toMatchObject([{ status: 'withdrawn', rsvp_id: null, viewer_id: null }]);
    expect(await context.db.selectFrom('question_texts').selectAll().execute()).toEqual([]);
    expect(
      await collectHeld(context, personByEmail(context, 'ana@example.org'), 'es')
    ).toMatchObject({ rsvps: [], questions: [], mails: [], drafts: [] });
  });

  test('gives their seat to the next in line and counts them as cancelled', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 1 });
    await registerAll(context, eventId, ['ana@example.org', 'ben@example.org']);
    await erasePerson(context, personByEmail(context, 'ana@example.org'));
    expect(await countStates(context, eventId)).toEqual({ confirmed: 1 });
    expect(await mailKinds(context)).toEqual(['promoted', 'waitlisted']);
    expect(await context.db.selectFrom('event_counts').selectAll().execute()).toEqual([
      { event_id: eventId, status: 'cancelled', listen: 'es', people: 1 }
    ]);
  });

  test('lets the line move on when a large party leaves its head', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 2 });
    await registerAll(context, eventId, ['ana@example.org']);
    const large = registration(eventId, { email: 'ben@example.org', companions: 1 });
    await registerAttendee(context, large);
    await registerAll(context, eventId, ['caro@example.org']);
    expect(await countStates(context, eventId)).toEqual({ confirmed: 1, waitlisted: 2 });
    await erasePerson(context, personByEmail(context, 'ben@example.org'));
    expect(await countStates(context, eventId)).toEqual({ confirmed: 2 });
  });

  test('is a move in the story of the seats, and leads to nobody', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context, { capacity: 1 });
    await registerAll(context, eventId, ['ana@example.org', 'ben@example.org']);
    await erasePerson(context, personByEmail(context, 'ana@example.org'));
    const sheet = await loadSeatSheet(context, eventId);
    expect(sheet?.moves.slice(0, 2)).toMatchObject([
      { what: 'promoted', takenAfter: 1 },
      { what: 'cancelled', seats: 1, takenAfter: 0, rsvp: null, by: 'attendee' }
    ]);
  });

  test('after the event moves no seat', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await registerAll(context, eventId, ['ana@example.org']);
    context.setNow('2026-12-03T00:00:00.000Z');
    await erasePerson(context, personByEmail(context, 'ana@example.org'));
    const sheet = await loadSeatSheet(context, eventId);
    expect(sheet?.moves.map(({ what }) => what)).toEqual(['confirmed']);
  });

  test('keeps the number of those who came, once the event is over', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await registerAttendee(context, registration(eventId, { companions: 2 }));
    context.setNow('2026-12-03T00:00:00.000Z');
    await erasePerson(context, personByEmail(context, 'ana@example.org'));
    expect(await context.db.selectFrom('event_counts').selectAll().execute()).toMatchObject([
      { status: 'confirmed', people: 3 }
    ]);
  });

  test('takes that they came through the door, and leaves that others did', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await registerAll(context, eventId, ['ana@example.org', 'ben@example.org']);
    await decideAtTheDoor(context, eventId);
    const ben = await context.db
      .selectFrom('rsvps')
      .select('id')
      .where('email_key', '=', personByEmail(context, 'ben@example.org').key)
      .executeTakeFirstOrThrow();
    await erasePerson(context, personByEmail(context, 'ana@example.org'));
    for (const table of ['check_ins', 'attendance'] as const)
      expect(await context.db.selectFrom(table).select('rsvp_id').execute()).toEqual([
        { rsvp_id: ben.id }
      ]);
  });

  test('takes what their browser asked and voted in rooms', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await registerAll(context, eventId, ['ana@example.org']);
    const asker = { eventId, viewerId: 'viewer-of-ana', lang: 'es' as const };
    const question = {
      id: randomUUID(),
      text: '¿Y ahora?',
      name: 'Ana',
      audience: 'public' as const
    };
    await askQuestion(context, asker, question);
    const person = personByEmail(context, 'ana@example.org');
    await erasePerson(context, { ...person, viewerIds: [asker.viewerId] });
    expect(await context.db.selectFrom('viewers').selectAll().execute()).toEqual([]);
    expect(await context.db.selectFrom('question_texts').selectAll().execute()).toEqual([]);
    expect(await context.db.selectFrom('questions').selectAll().execute()).toMatchObject([
      { status: 'withdrawn', name: null, viewer_id: null }
    ]);
  });
});

test('leaves no byte in the database, its log and the folder of mails', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'encuentro-erase-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const context = testContext(openSqlite(join(dataDir, 'encuentro.db')), { DATA_DIR: dataDir });
  onTestFinished(() => context.db.destroy());
  await migrate(context.db);
  const eventId = await publishPanel(context);
  await registerAttendee(
    context,
    registration(eventId, { name: 'Zz Canaria', question: 'zz-canary-question' }),
    insertEarlyQuestion
  );
  await sendDueMails(context, openTransport(context.config));
  const rsvp = await context.db.selectFrom('rsvps').selectAll().executeTakeFirstOrThrow();
  const traces = [
    'zz-canary-question',
    'Canaria',
    'ana@example.org',
    rsvp.id,
    rsvp.email_key,
    rsvp.email_sealed,
    rsvp.token_hash
  ];
  const found = () => traces.filter((trace) => bytesUnder(dataDir).includes(trace));
  expect(found()).toEqual(traces);
  await erasePerson(context, personByEmail(context, 'ana@example.org'));
  expect(found()).toEqual([]);
});

test('a mail that was being written while its row went is deleted a minute later', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'encuentro-erase-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const context = testContext(openSqlite(':memory:'), { DATA_DIR: dataDir });
  onTestFinished(() => context.db.destroy());
  await migrate(context.db);
  const eventId = await publishPanel(context);
  await registerAll(context, eventId, ['ana@example.org', 'ben@example.org']);
  await sendDueMails(context, openTransport(context.config));
  mkdirSync(join(dataDir, 'mail'), { recursive: true });
  await erasePerson(context, personByEmail(context, 'ana@example.org'));
  const late = `2026-11-24-confirmed-${randomUUID()}.eml`;
  writeFileSync(join(dataDir, 'mail', late), 'Dear Ana');
  await finishErasure(context);
  expect(readdirSync(join(dataDir, 'mail'))).toHaveLength(1);
});

function bytesUnder(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}
