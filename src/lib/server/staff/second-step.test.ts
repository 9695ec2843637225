import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { addStaff, PASSWORD } from '../../../../tests/support/staff.ts';
import { hashPassword } from './passwords.ts';
import { findSecondStep, finishSignIn } from './second-step.ts';
import { openSessions } from './sessions.ts';
import { openSignInThrottle } from './sign-in-throttle.ts';
import { signIn } from './sign-in.ts';
import { proposeAgain, proposeTotp, renewRecoveryCodes, turnOffTotp, turnOnTotp } from './totp.ts';

const ADDRESS = '192.0.2.7';

onBothDatabases('the second step', (setUp) => {
  test('comes after the password alone, and a code starts the session', async () => {
    const { context, user, password, finish, codeAt } = await secured(setUp);
    const first = await password();
    expect(first.code).toBe('second_step');
    expect(await context.db.selectFrom('sessions').select('id').execute()).toEqual([]);
    expect(await finish(first.token, codeAt(60))).toMatchObject({ ok: true, method: 'code' });
    expect(await context.db.selectFrom('sessions').selectAll().execute()).toMatchObject([
      { user_id: user.id, device: 'Firefox · Linux' }
    ]);
  });

  test('opens to no code twice, nor to one from before', async () => {
    const { password, finish, codeAt, wait } = await secured(setUp);
    wait(90);
    const { token } = await password();
    expect(await finish(token, codeAt(90))).toMatchObject({ ok: true });
    expect(await finish(token, codeAt(90))).toEqual({ ok: false, code: 'code_wrong' });
    expect(await finish(token, codeAt(60))).toEqual({ ok: false, code: 'code_wrong' });
    wait(120);
    expect(await finish(token, codeAt(120))).toMatchObject({ ok: true });
  });

  test('opens to one code once, however many bring it at the same moment', async () => {
    const { password, finish, codeAt, wait } = await secured(setUp);
    wait(90);
    const { token } = await password();
    const tries = await Promise.all([1, 2, 3, 4].map(() => finish(token, codeAt(90))));
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('takes each recovery code once, and none of the database', async () => {
    const { context, codes, password, finish } = await secured(setUp);
    const { token } = await password();
    const stored = await context.db.selectFrom('staff_recovery_codes').selectAll().execute();
    expect(stored).toHaveLength(10);
    expect(await finish(token, stored[0]?.code_hash ?? '')).toMatchObject({ code: 'code_wrong' });
    const [code = ''] = codes;
    const typed = code.toUpperCase().replace('-', ' ');
    expect(await finish(token, typed)).toMatchObject({ ok: true, method: 'recovery' });
    expect(await finish(token, code)).toEqual({ ok: false, code: 'code_wrong' });
  });

  test('ends earlier recovery codes with new ones', async () => {
    const { context, user, codes, password, finish } = await secured(setUp);
    const fresh = await renewRecoveryCodes(context, user.id);
    const { token } = await password();
    expect(await finish(token, codes[1] ?? '')).toMatchObject({ code: 'code_wrong' });
    expect(await finish(token, fresh[1] ?? '')).toMatchObject({ ok: true });
  });

  test('is held back after five mistakes, even with the right code, and not by the password', async () => {
    const { password, finish, codeAt } = await secured(setUp);
    for (let count = 0; count < 5; count += 1) {
      const { token } = await password();
      expect(await finish(token, '000000')).toEqual({ ok: false, code: 'code_wrong' });
    }
    const { token } = await password();
    expect(await finish(token, codeAt(60))).toMatchObject({ code: 'rate_limited' });
  });

  test('is over after ten minutes, with another password, and for a disabled account', async () => {
    const { context, user, password, codeAt, finish, wait } = await secured(setUp);
    const { token } = await password();
    expect(await findSecondStep(context, token)).toBe(user.id);
    expect(await findSecondStep(context, token.slice(0, -8))).toBeNull();
    const change = (values: { password_hash?: string; disabled_at?: string | null }) =>
      context.db.updateTable('staff_users').set(values).where('id', '=', user.id).execute();
    await change({ disabled_at: context.now().toISOString() });
    expect(await finish(token, codeAt(60))).toEqual({ ok: false, code: 'expired' });
    await change({ disabled_at: null, password_hash: await hashPassword('otra frase larga') });
    expect(await finish(token, codeAt(60))).toEqual({ ok: false, code: 'expired' });
    await change({ password_hash: await hashPassword(PASSWORD) });
    const again = await password();
    wait(660);
    expect(await finish(again.token, codeAt(660))).toEqual({ ok: false, code: 'expired' });
  });

  test('says the same of a wrong password, whether there is one or not', async () => {
    const { context, password } = await secured(setUp);
    const plain = await addStaff(context);
    expect(await password('wrong horse')).toEqual({ ok: false, code: 'wrong' });
    expect(await password('wrong horse', plain.email)).toEqual({ ok: false, code: 'wrong' });
  });

  test('keeps its secret sealed, and is gone when it is turned off', async () => {
    const { context, user, secret, password } = await secured(setUp);
    const [row] = await context.db.selectFrom('staff_users').selectAll().execute();
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(await turnOffTotp(context, user.id)).toBe(true);
    expect(await turnOffTotp(context, user.id)).toBe(false);
    expect(await context.db.selectFrom('staff_recovery_codes').selectAll().execute()).toEqual([]);
    expect(await password()).toMatchObject({ ok: true });
  });
});

onBothDatabases('turning on the second step', (setUp) => {
  test('needs a code of the proposed secret, which is this person’s and not old', async () => {
    const context = await setUp();
    const [ana, ben] = [await addStaff(context), await addStaff(context)];
    const proposal = proposeTotp(context, ana);
    const code = codeOf(proposal.secret, context.now());
    expect(await turnOnTotp(context, ana.id, proposal.sealed, '12345')).toMatchObject({
      code: 'code_wrong'
    });
    expect(await turnOnTotp(context, ben.id, proposal.sealed, code)).toMatchObject({
      code: 'proposal_old'
    });
    expect(proposeAgain(context, ana, proposal.sealed)).toEqual(proposal);
    context.setNow('2026-11-24T18:20:01.000Z');
    expect(proposeAgain(context, ana, proposal.sealed)).toBeNull();
    expect(
      await turnOnTotp(context, ana.id, proposal.sealed, codeOf(proposal.secret, context.now()))
    ).toMatchObject({ code: 'proposal_old' });
    expect(proposal.uri).toContain('otpauth://totp/hub.example.org:');
  });
});

/** Somebody with a second factor, whose first code was used when it was turned on. */
async function secured(setUp: () => Promise<TestContext>) {
  const context = await setUp();
  const start = context.now().getTime();
  const user = await addStaff(context);
  const [sessions, throttle] = [openSessions(context), openSignInThrottle()];
  const { secret, sealed } = proposeTotp(context, user);
  const codeAt = (seconds: number) => codeOf(secret, new Date(start + seconds * 1_000));
  const on = await turnOnTotp(context, user.id, sealed, codeAt(0));
  if (!on.ok) throw new Error(on.code);
  const wait = (seconds: number) => context.setNow(new Date(start + seconds * 1_000).toISOString());
  wait(60);
  const password = async (given = PASSWORD, email = user.email) => {
    const attempt = { email, password: given, address: ADDRESS };
    const outcome = await signIn(context, sessions, throttle, attempt);
    return outcome as typeof outcome & { token: string; code?: string };
  };
  const finish = (token: string, code: string) =>
    finishSignIn(context, sessions, throttle, {
      token,
      code,
      address: ADDRESS,
      device: 'Firefox · Linux'
    });
  return { context, user, secret, codes: on.codes, codeAt, wait, password, finish };
}

function codeOf(secret: string, at: Date): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) });
  return totp.generate({ timestamp: at.getTime() });
}
