import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { withSecurityHeaders } from './security-headers.ts';

const overHttps = readConfig({ ORIGIN: 'https://hub.example.org' });

describe('the headers of an answer', () => {
  test('keep its page to itself', () => {
    expect(headersOf('/es/eventos')).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'strict-transport-security': 'max-age=31536000'
    });
    expect(headersOf('/es/eventos')['permissions-policy']).toContain('camera=()');
  });

  test('let only the door look through a camera', () => {
    const camera = (path: string) => headersOf(path)['permissions-policy']?.split(',')[0];
    expect(camera('/es/equipo/eventos/mesa/entrada')).toBe('camera=(self)');
    expect(camera('/en/staff/events/panel/check-in')).toBe('camera=(self)');
    expect(camera('/es/eventos/entrada')).toBe('camera=()');
    expect(camera('/es/equipo/eventos/mesa/entrada/otra')).toBe('camera=()');
    expect(camera('/es/equipo/eventos/check-in/mesa')).toBe('camera=()');
  });

  test('let only the embed be framed', () => {
    expect(headersOf('/embed/es/mesa')).not.toHaveProperty('x-frame-options');
    expect(headersOf('/es/embed/')).toHaveProperty('x-frame-options');
    expect(headersOf('/embedded')).toHaveProperty('x-frame-options');
  });

  test('promise https only where it is spoken', () => {
    expect(headersOf('/', {}, readConfig({}))).not.toHaveProperty('strict-transport-security');
  });

  test('keep pages out of shared caches unless the page says otherwise', () => {
    expect(headersOf('/es', { 'content-type': 'text/html; charset=utf-8' })['cache-control']).toBe(
      'private, no-cache'
    );
    expect(
      headersOf('/es', { 'content-type': 'text/html', 'cache-control': 'no-store' })[
        'cache-control'
      ]
    ).toBe('no-store');
    expect(headersOf('/es/calendario.ics', { 'content-type': 'text/calendar' })).not.toHaveProperty(
      'cache-control'
    );
  });
});

function headersOf(
  path: string,
  own: Record<string, string> = {},
  config = overHttps
): Record<string, string> {
  return Object.fromEntries(
    withSecurityHeaders(new Response('', { headers: own }), path, config).headers
  );
}
