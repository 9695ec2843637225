import { expect, test } from 'vitest';
import { deviceName } from './device-name.ts';

const SAFARI = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';

test.for([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Linux'],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${SAFARI} Version/18.0 Mobile/15E148 Safari/604.1`,
    'Safari · iPhone'
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge · Windows'
  ],
  [
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36',
    'Chrome · Android'
  ],
  ['curl/8.5.0', ''],
  [null, '']
] as const)('of %o says %o, and no version', ([userAgent, name]) => {
  expect(deviceName(userAgent)).toBe(name);
});
