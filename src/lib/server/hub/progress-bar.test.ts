import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { progressBar } from './progress-bar.ts';

function terminal(isTTY: boolean) {
  return Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY });
}

test('long work shows how far it is on a terminal, and ends its line', () => {
  const stdout = terminal(true);
  const show = progressBar({ stdout }, 'importing');
  for (const done of [1, 2, 3, 4]) show(done, 4);
  const drawn = String(stdout.read());
  expect(drawn).toMatch(/^\rimporting \[#{7}-{23}\] {2}25 %/);
  expect(drawn).toMatch(/\rimporting \[#{30}\] 100 %\n$/);
});

test('in a file or a pipe it writes nothing', () => {
  const stdout = terminal(false);
  progressBar({ stdout }, 'importing')(4, 4);
  expect(stdout.read()).toBeNull();
});
