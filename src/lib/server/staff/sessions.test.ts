import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { hashToken } from '../privacy/keys.ts';
import { openSessions, type Sessions } from './sessions.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-24T18:00:00.000Z');

// The library reads the machine's clock, our own rules read the context's: both are moved together.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));
afterEach(() => void vi.useRealTimers());

onBothDatabases('a session', (setUp) => {
  test('is known by its token; the database holds nothing that opens it', async () => {
    const { context, sessions, user, token } = await signedIn(setUp);
    expect(await sessions.validate(token)).toEqual({
      id: user.id,
      email: user.email,
      name: 'Rosario moderator',
      sessionId: hashToken(token)
    });
    const [row] = await context.db.selectFrom('sessions').selectAll().execute();
    expect(JSON.stringify(row)).not.toContain(token);
    expect(await sessions.validate(row?.id ?? '')).toBeNull();
    expect(await sessions.read(token)).toBeNull();
    expect(await sessions.read(row?.id ?? '')).toMatchObject({ id: user.id });
  });

  test.for(['', 'x', "' or 1=1 --", 'A'.repeat(32), '\0'])('is not opened by %o', async (token) => {
    const { sessions } = await signedIn(setUp);
    expect(await sessions.validate(token)).toBeNull();
  });

  test('ends after twelve hours without use', async () => {
    const { sessions, token, after } = await signedIn(setUp);
    after(11.9);
    expect(await sessions.read(hashToken(token))).not.toBeNull();
    after(12.1);
    expect(await sessions.read(hashToken(token))).toBeNull();
    expect(await sessions.validate(token)).toBeNull();
  });

  test('goes on while it is used, and not while a socket only reads it', async () => {
    const { sessions, token, after } = await signedIn(setUp);
    for (const hours of [8, 16, 24]) {
      after(hours);
      expect(await sessions.validate(token), `${hours} h`).not.toBeNull();
    }
    after(34);
    expect(await sessions.read(hashToken(token))).not.toBeNull();
    after(37);
    expect(await sessions.validate(token)).toBeNull();
  });

  test('ends after seven days however much it is used', async () => {
    const { context, sessions, token, after } = await signedIn(setUp);
    for (let hours = 8; hours < 7 * 24; hours += 8) {
      after(hours);
      expect(await sessions.validate(token), `${hours} h`).not.toBeNull();
    }
    after(7 * 24 + 0.1);
    expect(await sessions.read(hashToken(token))).toBeNull();
    expect(await sessions.validate(token)).toBeNull();
    expect(await context.db.selectFrom('sessions').select('id').execute()).toEqual([]);
  });

  test('ends when the person signs out there, and only there', async () => {
    const { sessions, user, token } = await signedIn(setUp);
    const elsewhere = await sessions.start(user.id);
    await sessions.end(hashToken(token));
    expect(await sessions.validate(token)).toBeNull();
    expect(await sessions.validate(elsewhere)).not.toBeNull();
  });

  test('of a disabled person opens nothing', async () => {
    const { context, sessions, user, token } = await signedIn(setUp);
    await context.db
      .updateTable('staff_users')
      .set({ disabled_at: context.now().toISOString() })
      .where('id', '=', user.id)
      .execute();
    expect(await sessions.read(hashToken(token))).toBeNull();
    expect(await sessions.validate(token)).toBeNull();
  });

  test('that is over is swept away, the others stay', async () => {
    const { context, sessions, user, after } = await signedIn(setUp);
    after(6);
    const fresh = await sessions.start(user.id);
    after(12.1);
    await sessions.deleteExpired();
    expect(await context.db.selectFrom('sessions').select('id').execute()).toEqual([
      { id: hashToken(fresh) }
    ]);
  });
});

interface SignedInTest {
  context: TestContext;
  sessions: Sessions;
  user: { id: string; email: string };
  token: string;
  /** Moves both clocks to so many hours after the start. */
  after(hours: number): void;
}

async function signedIn(setUp: () => Promise<TestContext>): Promise<SignedInTest> {
  const context = await setUp();
  const sessions = openSessions(context);
  const user = await addStaff(context);
  const token = await sessions.start(user.id);
  const after = (hours: number): void => {
    const now = new Date(START + hours * HOUR);
    vi.setSystemTime(now);
    context.setNow(now.toISOString());
  };
  return { context, sessions, user, token, after };
}
