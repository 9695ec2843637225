import { expect, test } from 'vitest';
import { safeReturnPath } from './return-path.ts';

test.for([
  '/es',
  '/es/equipo',
  '/en/staff/events/mesa-norte/desk',
  '/es/equipo/eventos/2026-11-24/mesa',
  '/es/equipo/eventos/mesa_norte/mesa?order=most_voted',
  '/es/equipo/eventos/mesa-norte/pantalla?layout=lower&qr=1'
])('leads back to %s', (path) => {
  expect(safeReturnPath(path, '/es')).toBe(path);
});

test.for([
  null,
  '',
  '//evil.test',
  '///evil.test',
  '/es//evil.test',
  'https://evil.test',
  'https:evil.test',
  'javascript:alert(1)',
  '/\\evil.test',
  '\\\\evil.test',
  '/es\\..\\evil',
  '/%2f%2fevil.test',
  '/es/%2e%2e/evil',
  '/es/../evil',
  '/es/equipo?next=//evil.test',
  '/es/equipo#x',
  '/es/equipo\nSet-Cookie: a=b',
  '/es/equipo\n',
  ' /es/equipo',
  '/fr/equipo',
  '/healthz',
  '/es@evil.test',
  `/es${'/a'.repeat(20_000)}!`
])('does not lead to %o', (path) => {
  expect(safeReturnPath(path, '/es/equipo')).toBe('/es/equipo');
});
