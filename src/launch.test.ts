import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test.for([[], ['nothing'], ['constructor'], ['__proto__'], ['--help']])(
  'the launcher answers %o with its commands and does nothing',
  (args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['src/launch.mjs', ...args], {
      encoding: 'utf8'
    });
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^usage: node src\/launch\.mjs start\|[a-z|]+\n$/);
  }
);
