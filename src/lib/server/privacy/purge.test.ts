import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  decideAtTheDoor,
  publishPanel,
  registerAll,
  registration
} from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { askQuestion } from '../questions/ask-question.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { purgePersonalData } from './purge.ts';

/** Thirty days after the end of the fixture's event, and a minute. */
const DUE = '2027-01-01T01:31:00.000Z';

async function pastEvent(context: TestContext): Promise<string> {
  const eventId = await publishPanel(context);
  await registerAll(context, eventId, ['ana@example.org']);
  const pair = registration(eventId, { email: 'ben@example.org', companions: 1 });
  await registerAttendee(context, pair);
  const asker = { eventId, viewerId: 'viewer-of-ana', lang: 'es' as const };
  await askQuestion(context, asker, {
    id: randomUUID(),
    text: '¿Y ahora?',
    name: null,
    audience: 'public'
  });
  return eventId;
}

onBothDatabases('purge', (setUp) => {
  test('keeps everything while the promised time has not passed', async () => {
    const context = await setUp();
    await pastEvent(context);
    context.setNow('2027-01-01T01:29:00.000Z');
    expect(await purgePersonalData(context)).toBe(0);
    expect(await context.db.selectFrom('rsvps').select('id').execute()).toHaveLength(2);
  });

  test('deletes people, their mails and their link to questions, and keeps the counts', async () => {
    const context = await setUp();
    const eventId = await pastEvent(context);
    context.setNow(DUE);
    expect(await purgePersonalData(context)).toBe(2);
    for (const table of ['rsvps', 'mail_outbox', 'viewers'] as const) {
      expect(await context.db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
    expect(
      await context.db.selectFrom('questions').select(['viewer_id', 'rsvp_id']).execute()
    ).toEqual([{ viewer_id: null, rsvp_id: null }]);
    expect(await context.db.selectFrom('event_counts').selectAll().execute()).toEqual([
      { event_id: eventId, status: 'confirmed', listen: 'es', people: 3 }
    ]);
    expect(await purgePersonalData(context)).toBe(0);
  });

  test('deletes who came through the door, and keeps how many', async () => {
    const context = await setUp();
    const eventId = await pastEvent(context);
    await decideAtTheDoor(context, eventId);
    context.setNow(DUE);
    await purgePersonalData(context);
    for (const table of ['check_ins', 'attendance'] as const)
      expect(await context.db.selectFrom(table).selectAll().execute()).toEqual([]);
    const counts = context.db.selectFrom('event_counts').select(['status', 'people']);
    expect(await counts.where('status', '=', 'attended').execute()).toEqual([
      { status: 'attended', people: 2 }
    ]);
  });

  test('deletes the files of mails that were written to the folder', async () => {
    const context = await setUp();
    context.config.dataDir = await mkdtemp(join(tmpdir(), 'encuentro-purge-'));
    await pastEvent(context);
    const [mail] = await context.db.selectFrom('mail_outbox').select('id').execute();
    const folder = join(context.config.dataDir, 'mail');
    mkdirSync(folder);
    writeFileSync(join(folder, `2026-11-24-confirmed-${mail?.id}.eml`), 'Dear Ana');
    writeFileSync(join(folder, '2026-11-24-confirmed-other.eml'), 'Dear Ben');
    context.setNow(DUE);
    await purgePersonalData(context);
    expect(readdirSync(folder)).toEqual(['2026-11-24-confirmed-other.eml']);
  });
});
