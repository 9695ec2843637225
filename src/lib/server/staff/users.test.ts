import { expect, test } from 'vitest';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { createStaffUser, findStaffByEmail, listStaffUsers } from './users.ts';

const NEW = {
  email: 'Ana@Example.org',
  name: 'Ana',
  roles: [{ role: 'moderator' as const, eventId: '' }],
  password: 'correct horse'
};

onBothDatabases('a staff sign-in', (setUp) => {
  test('is made with its roles, and its password is kept as a hash alone', async () => {
    const context = await setUp();
    expect(await createStaffUser(context, NEW)).toMatchObject({
      ok: true,
      user: { email: 'ana@example.org', name: 'Ana', roles: NEW.roles }
    });
    const row = await findStaffByEmail(context.db, 'ANA@example.org');
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await checkPassword(row?.password_hash ?? null, NEW.password)).toBe(true);
  });

  test('is refused for a taken address, whatever its capitals', async () => {
    const context = await setUp();
    await createStaffUser(context, NEW);
    expect(await createStaffUser(context, { ...NEW, email: 'ANA@EXAMPLE.ORG' })).toEqual({
      ok: false,
      code: 'email_taken'
    });
    expect(await listStaffUsers(context)).toHaveLength(1);
  });

  test.for([
    ['x'.repeat(9), 'password_short'],
    ['', 'password_short'],
    ['x'.repeat(201), 'password_long']
  ] as const)('is refused with the password %o', async ([password, code]) => {
    const context = await setUp();
    expect(await createStaffUser(context, { ...NEW, password })).toEqual({ ok: false, code });
    expect(await listStaffUsers(context)).toEqual([]);
  });

  test('is listed by address, with its roles and whether it is in use', async () => {
    const context = await setUp();
    const [ana, ben] = [
      await addStaff(context, 'admin'),
      await addStaff(context, 'interpreter', 'event-1')
    ];
    await context.db
      .updateTable('staff_users')
      .set({ disabled_at: context.now().toISOString() })
      .where('id', '=', ben.id)
      .execute();
    expect(await listStaffUsers(context)).toMatchObject([
      { id: ana.id, disabled: false, roles: [{ role: 'admin', eventId: '' }] },
      { id: ben.id, disabled: true, roles: [{ role: 'interpreter', eventId: 'event-1' }] }
    ]);
  });
});

test('a password is the same however its accents were typed, and different in capitals', async () => {
  const hash = await hashPassword('contraseñá larga');
  expect(await checkPassword(hash, 'contrasen\u0303a\u0301 larga')).toBe(true);
  expect(await checkPassword(hash, 'Contraseñá larga')).toBe(false);
  expect(await hashPassword('contraseñá larga')).not.toBe(hash);
});

test('nobody has no password', async () => {
  for (const password of ['', 'nobody has this password'])
    expect(await checkPassword(null, password)).toBe(false);
});

test('many at once are answered one after the other, all of them', async () => {
  const hash = await hashPassword('correct horse');
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      checkPassword(hash, index % 2 ? 'correct horse' : 'wrong')
    )
  );
  expect(answers).toEqual([false, true, false, true, false, true, false, true]);
});
