import { expect, test } from 'vitest';
import { openHubFolder } from '../../../../tests/support/hub-folder.ts';

const PASSWORD = { input: 'una clave larga\n' };
const adding = (name: string, role: string) => [
  'user',
  'add',
  '--email',
  `${name}@example.org`,
  '--name',
  name,
  '--role',
  role
];

test('user disable ends a sign-in, once and for all', async () => {
  const { hub } = openHubFolder();
  await hub(adding('ana', 'admin'), PASSWORD);
  await hub(adding('mo', 'moderator'), PASSWORD);
  for (const args of [['mo@example.org'], ['--email', 'mo@example.org']])
    expect(await hub(['user', 'disable', ...args])).toEqual({
      code: 0,
      out: 'disabled mo@example.org\n',
      err: ''
    });
  expect((await hub(['user', 'list'])).out).toMatch(/^mo@example\.org\tmo\tmoderator\tdisabled$/m);
});

test('user disable keeps the last admin, and knows no strangers', async () => {
  const { hub } = openHubFolder();
  await hub(adding('ana', 'admin'), PASSWORD);
  expect(await hub(['user', 'disable', 'ana@example.org'])).toEqual({
    code: 1,
    out: '',
    err: 'ana@example.org: is the only admin: add another one first\n'
  });
  expect(await hub(['user', 'disable', 'nobody@example.org'])).toMatchObject({
    code: 1,
    err: 'nobody@example.org: there is no such sign-in\n'
  });
  for (const args of [[], ['x'], ['a@example.org', 'b@example.org']])
    expect(await hub(['user', 'disable', ...args])).toMatchObject({ code: 2, out: '' });
});
