import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { publishPanel, registration } from '../../../../tests/support/attendees.ts';
import { testContext, type TestContext } from '../../../../tests/support/databases.ts';
import { migrate } from '../db/migrate.ts';
import { openSqlite } from '../db/open.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { sendDueMails } from './send-due.ts';
import { openTransport } from './transport.ts';

test('without a mail server each mail is one private file, named without the person', async () => {
  await inDataFolder(async (context, folder) => {
    await registerAttendee(context, registration(await publishPanel(context), { name: 'Ana' }));
    await sendDueMails(context, openTransport(context.config));
    const files = await readdir(join(folder, 'mail'));
    expect(files).toEqual([
      expect.stringMatching(/^2026-11-24T18-00-00\.000Z-confirmed-[0-9a-f-]{36}\.eml$/)
    ]);
    const file = join(folder, 'mail', files[0] ?? '');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const mail = await simpleParser(await readFile(file));
    expect(mail.text).toContain('Hola, Ana:');
    expect(mail.attachments.map(({ contentType }) => contentType)).toContain('text/calendar');
  });
});

test('sending the same mail again replaces its file', async () => {
  await inDataFolder(async (context, folder) => {
    await registerAttendee(context, registration(await publishPanel(context)));
    const { payload_sealed } = await context.db
      .selectFrom('mail_outbox')
      .select('payload_sealed')
      .executeTakeFirstOrThrow();
    await sendDueMails(context, openTransport(context.config));
    await context.db
      .updateTable('mail_outbox')
      .set({ status: 'pending', payload_sealed })
      .execute();
    await sendDueMails(context, openTransport(context.config));
    expect(await readdir(join(folder, 'mail'))).toHaveLength(1);
  });
});

test('whoever copies the database finds no attendee in it', async () => {
  await inDataFolder(async (context, folder) => {
    const eventId = await publishPanel(context, { capacity: 1 });
    for (const index of [1, 2, 3]) {
      await registerAttendee(
        context,
        registration(eventId, {
          name: `Zz Canary ${index}`,
          email: `zz-canary-${index}@example.org`,
          needs: 'zz-canary-needs'
        })
      );
    }
    const bytes = await Promise.all(
      (await readdir(folder))
        .filter((name) => name.startsWith('hub.db'))
        .map((name) => readFile(join(folder, name), 'latin1'))
    );
    expect(bytes.join('')).toContain('waitlisted');
    expect(bytes.join('').replaceAll('zz-canary-stream', '')).not.toMatch(/canary/i);
  });
});

async function inDataFolder(
  run: (context: TestContext, folder: string) => Promise<void>
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'encuentro-mail-'));
  const db = openSqlite(join(folder, 'hub.db'));
  try {
    await migrate(db);
    await run(testContext(db, { DATA_DIR: folder }), folder);
  } finally {
    await db.destroy();
    await rm(folder, { recursive: true });
  }
}
