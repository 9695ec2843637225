import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { addStaff, PASSWORD } from '../../../../tests/support/staff.ts';
import { hashToken } from '../privacy/keys.ts';
import {
  changeOwnPassword,
  confirmOwnPassword,
  loadOwnAccount,
  saveOwnProfile
} from './own-account.ts';
import { endOwnSessions, listOwnSessions } from './own-sessions.ts';
import { openChallenge, newChallenge } from './passkey-challenge.ts';
import { addPasskey, findPasskeyOwner } from './passkeys.ts';
import { openSessions } from './sessions.ts';
import { openSignInThrottle } from './sign-in-throttle.ts';
import { signIn } from './sign-in.ts';

const NEW = 'otra frase larga';
const START = Date.parse('2026-11-24T18:00:00.000Z');

// The library reads the machine's clock, our own rules read the context's: they are the same here.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));
afterEach(() => void vi.useRealTimers());

onBothDatabases('one’s own account', (setUp) => {
  test('shows and takes a name and a language', async () => {
    const { context, own } = await signedIn(setUp);
    await saveOwnProfile(context, own.userId, { name: 'Rosario L.', lang: 'en' });
    expect(await loadOwnAccount(context, own.userId)).toMatchObject({
      name: 'Rosario L.',
      lang: 'en',
      hasTotp: false,
      codesLeft: 0
    });
  });

  test('changes its password, and every other session ends', async () => {
    const { context, user, own, sessions, here, there } = await signedIn(setUp);
    const outcome = await changeOwnPassword(context, { ...own, password: NEW });
    expect(outcome).toEqual({ ok: true, endedSessions: [hashToken(there)] });
    expect(await sessions.validate(here)).not.toBeNull();
    expect(await sessions.validate(there)).toBeNull();
    for (const [password, ok] of [
      [PASSWORD, false],
      [NEW, true]
    ] as const)
      expect(
        await signIn(context, sessions, openSignInThrottle(), {
          email: user.email,
          password,
          address: '192.0.2.7'
        })
      ).toMatchObject({ ok });
  });

  test('refuses a password that is too short', async () => {
    const { context, own } = await signedIn(setUp);
    expect(await changeOwnPassword(context, { ...own, password: 'short' })).toEqual({
      ok: false,
      code: 'password_short'
    });
  });

  test('asks for the password again, five times', async () => {
    const { context, own } = await signedIn(setUp);
    const throttle = openSignInThrottle();
    const ask = (password: string) =>
      confirmOwnPassword(context, throttle, {
        userId: own.userId,
        password,
        address: '192.0.2.7'
      });
    expect(await ask(PASSWORD)).toEqual({ ok: true });
    for (let count = 0; count < 5; count += 1)
      expect(await ask('wrong horse')).toEqual({ ok: false, code: 'password_wrong' });
    expect(await ask(PASSWORD)).toMatchObject({ ok: false, code: 'rate_limited' });
  });

  test('lists its sessions by device, this one first, without any address', async () => {
    const { context, own } = await signedIn(setUp);
    const list = await listOwnSessions(context, own);
    expect(list.map(({ device, isThis }) => [device, isThis])).toEqual([
      ['Firefox · Linux', true],
      ['Safari · iPhone', false]
    ]);
    const stored = await context.db.selectFrom('sessions').selectAll().execute();
    expect(Object.keys(stored[0] ?? {}).sort()).toEqual([
      'created_at',
      'device',
      'expires_at',
      'id',
      'user_id'
    ]);
  });

  test('ends one session or all others, never somebody else’s', async () => {
    const { context, own, sessions, here, there } = await signedIn(setUp);
    const stranger = await addStaff(context);
    const theirs = await sessions.start(stranger.id);
    expect(await endOwnSessions(context, own, hashToken(theirs))).toEqual([]);
    expect(await endOwnSessions(context, own, hashToken(there))).toEqual([hashToken(there)]);
    const third = await sessions.start(own.userId);
    expect(await endOwnSessions(context, own, null)).toEqual([hashToken(third)]);
    expect(await sessions.validate(here)).not.toBeNull();
    expect(await sessions.validate(theirs)).not.toBeNull();
  });

  test('takes no passkey that does not answer its challenge', async () => {
    const { context, own } = await signedIn(setUp);
    // A challenge each: they are used up by any answer.
    const key = () => ({ label: 'Mi teléfono', challenge: newChallenge(context).sealed });
    for (const answer of ['', '{}', '{"id":"x","response":{}}', 'x'.repeat(30_000)])
      expect(await addPasskey(context, own.userId, { ...key(), answer })).toEqual({
        ok: false,
        code: 'passkey_refused'
      });
    const { sealed } = newChallenge(context);
    expect(await findPasskeyOwner(context, '{"id":"x","response":{}}', sealed)).toBeNull();
  });

  test('has challenges that are answered once, within five minutes', async () => {
    const { context } = await signedIn(setUp);
    const { challenge, sealed } = newChallenge(context);
    expect(openChallenge(context, sealed)).toBe(challenge);
    expect(openChallenge(context, sealed)).toBeNull();
    expect(openChallenge(context, 'nothing')).toBeNull();
    const late = newChallenge(context);
    context.setNow('2026-11-24T18:05:00.000Z');
    expect(openChallenge(context, late.sealed)).toBeNull();
  });
});

async function signedIn(setUp: () => Promise<TestContext>) {
  const context = await setUp();
  const sessions = openSessions(context);
  const user = await addStaff(context);
  const start = (device: string) => sessions.start(user.id, { method: 'password', device });
  const [here, there] = [await start('Firefox · Linux'), await start('Safari · iPhone')];
  const own = { userId: user.id, sessionId: hashToken(here) };
  return { context, sessions, user, own, here, there };
}
