import { expect, test } from 'vitest';
import { onBothDatabases, testContext } from '../../../../tests/support/databases.ts';
import { hashToken } from '../privacy/keys.ts';
import { DEMO_SIGN_IN, ensureDemoSignIn, forbidDemoSignIn } from './demo-sign-in.ts';
import { openSessions } from './sessions.ts';
import { openSignInThrottle } from './sign-in-throttle.ts';
import { signIn } from './sign-in.ts';
import { listStaffUsers } from './users.ts';

onBothDatabases('the demo’s sign-in', (setUp) => {
  test('is made once and opens everything', async () => {
    const context = await setUp();
    await ensureDemoSignIn(context);
    await ensureDemoSignIn(context);
    expect(await listStaffUsers(context)).toMatchObject([
      { email: DEMO_SIGN_IN.email, disabled: false, roles: [{ role: 'admin', eventId: '' }] }
    ]);
  });

  test('opens nothing once the database is put to real use, sessions included', async () => {
    const context = await setUp();
    await ensureDemoSignIn(context);
    const sessions = openSessions(context);
    const attempt = () =>
      signIn(context, sessions, openSignInThrottle(), { ...DEMO_SIGN_IN, address: '192.0.2.7' });
    const before = await attempt();
    await forbidDemoSignIn(context);
    expect(await attempt()).toEqual({ ok: false, code: 'wrong' });
    expect(before.ok && (await sessions.read(hashToken(before.token)))).toBeNull();
    expect(await context.db.selectFrom('sessions').select('id').execute()).toEqual([]);
  });

  test('is not missed where it never was', async () => {
    await forbidDemoSignIn(await setUp());
  });

  test('is never made in production', async () => {
    const { db } = await setUp();
    await expect(ensureDemoSignIn(testContext(db, { NODE_ENV: 'production' }))).rejects.toThrow(
      'production'
    );
  });
});
