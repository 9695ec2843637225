import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { addStaff, PASSWORD } from '../../../../tests/support/staff.ts';
import { openSessions } from './sessions.ts';
import { openSignInThrottle } from './sign-in-throttle.ts';
import { signIn, type SignInAttempt } from './sign-in.ts';

const ADDRESS = '192.0.2.7';

onBothDatabases('signing in', (setUp) => {
  test('gives the person a session, whatever the capitals and blanks in the address', async () => {
    const { user, sessions, attempt } = await door(setUp);
    for (const email of [user.email, ` ${user.email.toUpperCase()} `]) {
      const outcome = await attempt({ email });
      expect(outcome.ok && (await sessions.validate(outcome.token))).toMatchObject({
        id: user.id,
        email: user.email
      });
    }
  });

  test('says the same for a wrong password, an unknown address and a disabled person', async () => {
    const { context, user, attempt } = await door(setUp);
    expect(await attempt({ password: 'wrong horse' })).toEqual({ ok: false, code: 'wrong' });
    expect(await attempt({ email: 'nobody@example.org' })).toEqual({ ok: false, code: 'wrong' });
    await context.db
      .updateTable('staff_users')
      .set({ disabled_at: context.now().toISOString() })
      .where('id', '=', user.id)
      .execute();
    expect(await attempt({})).toEqual({ ok: false, code: 'wrong' });
    expect(await context.db.selectFrom('sessions').select('id').execute()).toEqual([]);
  });

  test('takes somebody without a password for nobody', async () => {
    const { context, user, attempt } = await door(setUp);
    await context.db
      .updateTable('staff_users')
      .set({ password_hash: null })
      .where('id', '=', user.id)
      .execute();
    for (const password of [PASSWORD, '', 'nobody has this password'])
      expect(await attempt({ password })).toEqual({ ok: false, code: 'wrong' });
  });

  test('does not hash what is longer than a password can be', async () => {
    const { attempt } = await door(setUp);
    const before = performance.now();
    expect(await attempt({ password: 'x'.repeat(1_000_000) })).toEqual({
      ok: false,
      code: 'wrong'
    });
    expect(performance.now() - before).toBeLessThan(1_000);
  });

  test('is held back after five mistakes for one person, even with the right password', async () => {
    const { attempt, context } = await door(setUp);
    for (let count = 0; count < 5; count += 1)
      expect(await attempt({ password: 'wrong horse' })).toEqual({ ok: false, code: 'wrong' });
    const refused = await attempt({ address: '198.51.100.9' });
    expect(refused).toMatchObject({ ok: false, code: 'rate_limited' });
    expect(!refused.ok && 'retryAfter' in refused && refused.retryAfter).toBeGreaterThan(14 * 60);
    const colleague = await addStaff(context);
    expect(await attempt({ email: colleague.email })).toMatchObject({ ok: true });
  });

  test('forgets the mistakes of who signed in', async () => {
    const { attempt } = await door(setUp);
    for (let round = 0; round < 2; round += 1) {
      for (let count = 0; count < 4; count += 1) await attempt({ password: 'wrong horse' });
      expect(await attempt({})).toMatchObject({ ok: true });
    }
  });

  test('counts tries of one network that come at once, whatever their last groups and names', async () => {
    const { attempt } = await door(setUp);
    const tries = Array.from({ length: 40 }, (_, index) =>
      // Too long to be hashed: this is about counting.
      attempt({
        email: `person-${index}@example.org`,
        password: 'x'.repeat(2_000),
        address: `2001:db8:1:2::${index}`
      })
    );
    const held = (await Promise.all(tries)).filter((one) => !one.ok && one.code === 'rate_limited');
    expect(held).toHaveLength(10);
  });

  test('is held back after thirty mistakes from one place', async () => {
    const { attempt, throttle } = await door(setUp);
    await throttle.byAddress.penalty(ADDRESS, 30);
    expect(await attempt({})).toMatchObject({ ok: false, code: 'rate_limited' });
    expect(await attempt({ address: '198.51.100.9' })).toMatchObject({ ok: true });
  });
});

async function door(setUp: () => Promise<TestContext>) {
  const context = await setUp();
  const user = await addStaff(context);
  const [sessions, throttle] = [openSessions(context), openSignInThrottle()];
  const attempt = (values: Partial<SignInAttempt>) =>
    signIn(context, sessions, throttle, {
      email: user.email,
      password: PASSWORD,
      address: ADDRESS,
      ...values
    });
  return { context, user, sessions, throttle, attempt };
}
