import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { publishPanel, registration, tokenOf } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { markSent } from '../mail/claims.ts';
import { findRsvpByToken } from '../rsvps/find-rsvp.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { deriveKeys } from './keys.ts';
import { makeSealingKey, removeOldSealingKeys, watchSealingKeys } from './key-files.ts';
import {
  chooseSealingKey,
  countOldSeals,
  replaceSealed,
  sealAllAnew,
  SEALED_COLUMNS
} from './rotate-keys.ts';
import { HELD_DATA } from './held-data.ts';

test('every sealed column is sealed anew', () => {
  const sealed = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`);
  const held = HELD_DATA.flatMap(({ columns }) => columns).filter((name) =>
    name.endsWith('_sealed')
  );
  expect(sealed).toEqual(expect.arrayContaining(held));
});

onBothDatabases('rotating keys', (setUp) => {
  test('seals all anew, in batches, and every link keeps working', async () => {
    const { context, folder } = await keyed(await setUp());
    const eventId = await publishPanel(context);
    for (let index = 0; index < 205; index++)
      await registerAttendee(
        context,
        registration(eventId, { email: `ana${index}@example.org`, name: 'Ana', needs: 'LSM' })
      );
    const token = await tokenOf(context, eventId, 'ana7@example.org');
    const id = makeSealingKey(folder);
    const old = await countOldSeals(context.db, id);
    expect(old).toBe(205 * 4);
    // The hub notices by itself, here it is asked at once.
    const after = { ...context, keys: keysOf(context.master, folder) };
    expect(await sealAllAnew(after, id)).toBe(old);
    expect(await countOldSeals(after.db, id)).toBe(0);
    expect(await findRsvpByToken(after, token)).toMatchObject({
      email: 'ana7@example.org',
      name: 'Ana',
      needs: 'LSM'
    });
    expect(await tokenOf(after, eventId, 'ana7@example.org')).toBe(token);
  });

  test('goes on where it was interrupted, and an old process still reads what is new', async () => {
    const { context, folder } = await keyed(await setUp());
    const eventId = await publishPanel(context);
    for (const name of ['ana', 'ben'])
      await registerAttendee(context, registration(eventId, { email: `${name}@example.org` }));
    const id = makeSealingKey(folder);
    const after = { ...context, keys: keysOf(context.master, folder) };
    const broken = {
      ...after,
      keys: {
        ...after.keys,
        open: (sealed: string, purpose: string) => {
          if (purpose === 'mail.payload') throw new Error('power cut');
          return after.keys.open(sealed, purpose);
        }
      }
    };
    await expect(sealAllAnew(broken, id)).rejects.toThrow('power cut');
    expect(await countOldSeals(after.db, id)).toBe(2);
    const token = await tokenOf(context, eventId, 'ana@example.org');
    expect(await findRsvpByToken(context, token)).toMatchObject({ email: 'ana@example.org' });
    expect(await sealAllAnew(after, id)).toBe(2);
  });
});

onBothDatabases('a text to be sealed anew', (setUp) => {
  test('that was emptied since it was read stays empty', async () => {
    const { context } = await keyed(await setUp());
    await registerAttendee(context, registration(await publishPanel(context)));
    const mail = SEALED_COLUMNS.find(({ table }) => table === 'mail_outbox');
    if (!mail) throw new Error('mails are sealed');
    const { id, payload_sealed } = await context.db
      .selectFrom('mail_outbox')
      .select(['id', 'payload_sealed'])
      .executeTakeFirstOrThrow();
    await markSent(context, id);
    await replaceSealed(context.db, mail, { id, payload_sealed }, 'k2.anew');
    const rows = await context.db.selectFrom('mail_outbox').select('payload_sealed').execute();
    expect(rows).toEqual([{ payload_sealed: '' }]);
  });

  test('gets a new key at first, and the same one until all is done', async () => {
    const { context, folder } = await keyed(await setUp());
    await registerAttendee(context, registration(await publishPanel(context)));
    expect(await chooseSealingKey(context.db, folder)).toBe('k2');
    expect(await chooseSealingKey(context.db, folder)).toBe('k2');
    await sealAllAnew({ ...context, keys: keysOf(context.master, folder) }, 'k2');
    expect(await chooseSealingKey(context.db, folder)).toBe('k3');
  });

  test('whose key was lost gets no other key of the same name', async () => {
    const { context, folder } = await keyed(await setUp());
    await registerAttendee(context, registration(await publishPanel(context)));
    await context.db.updateTable('rsvps').set({ email_sealed: 'k2.lost' }).execute();
    expect(await chooseSealingKey(context.db, folder)).toBe('k1');
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('a second rotation removes the file of the first key, and nothing opens without the second', () => {
  const folder = newFolder();
  const master = randomBytes(32);
  makeSealingKey(folder);
  const second = makeSealingKey(folder);
  removeOldSealingKeys(folder, second);
  expect(readdirSync(folder)).toEqual(['sealing.k3.key']);
  const sealed = keysOf(master, folder).seal('Ana', 'rsvp.name');
  expect(sealed.startsWith('k3.')).toBe(true);
  expect(() => deriveKeys(master).open(sealed, 'rsvp.name')).toThrow('unknown key');
});

/** As a process has them that starts now. */
function keysOf(master: Buffer, folder: string) {
  return deriveKeys(master, watchSealingKeys(folder));
}

async function keyed(context: TestContext) {
  const folder = newFolder();
  const master = randomBytes(32);
  const keys = keysOf(master, folder);
  return { context: { ...context, keys, master }, folder };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'encuentro-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
