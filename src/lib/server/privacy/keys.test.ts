import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { deriveKeys, hashToken, loadMasterKey, newToken } from './keys.ts';

const keys = deriveKeys(randomBytes(32));
const anyText = fc.string({ unit: 'binary', maxLength: 200 });

describe('sealed text', () => {
  test('opens to what it was, whatever it was', () => {
    fc.assert(
      fc.property(
        anyText,
        (text) => keys.open(keys.seal(text, 'rsvp.email'), 'rsvp.email') === text
      )
    );
  });

  test('never shows what it holds, nor that two are the same', () => {
    const [one, two] = [
      keys.seal('ana@example.org', 'rsvp.email'),
      keys.seal('ana@example.org', 'rsvp.email')
    ];
    expect(one).not.toBe(two);
    expect(Buffer.from(one.slice(3), 'base64url').toString('latin1')).not.toContain('ana');
  });

  test('stays closed for another purpose and another key', () => {
    const sealed = keys.seal('ana@example.org', 'rsvp.email');
    expect(() => keys.open(sealed, 'rsvp.name')).toThrow();
    expect(() => deriveKeys(randomBytes(32)).open(sealed, 'rsvp.email')).toThrow();
  });

  test('stays closed when one bit of it was changed', () => {
    const bytes = Buffer.from(keys.seal('ana@example.org', 'c').slice(3), 'base64url');
    const anyBit = fc.tuple(fc.nat(bytes.length - 1), fc.nat(7));
    fc.assert(
      fc.property(anyBit, ([at, bit]) => {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at);
        expect(() => keys.open(`k1.${changed.toString('base64url')}`, 'c')).toThrow();
      })
    );
  });

  test.for(['', 'k1', 'k1.', 'k1.AAAA', 'k2.AAAA', 'ana@example.org'])(
    'is not mistaken for %o',
    (sealed) => {
      expect(() => keys.open(sealed, 'c')).toThrow();
    }
  );
});

test('nothing is sealed with another key than the one that is named', () => {
  const torn = deriveKeys(randomBytes(32), () => ({ current: 'k2', secrets: new Map() }));
  expect(() => torn.seal('ana@example.org', 'rsvp.email')).toThrow('unknown key: k2');
});

describe('keyed hashes and signatures', () => {
  test('are the same for the same, and different for another purpose, key or value', () => {
    const blind = keys.blind('ana@example.org', 'email');
    expect(blind).toBe(keys.blind('ana@example.org', 'email'));
    const others = [
      keys.blind('ana@example.org', 'viewer'),
      deriveKeys(randomBytes(32)).blind('ana@example.org', 'email'),
      keys.blind('bea@example.org', 'email')
    ];
    expect(new Set([blind, ...others]).size).toBe(4);
    expect(blind).toMatch(/^[\w-]{43}$/);
  });

  test('verify only what was signed for the same purpose', () => {
    fc.assert(
      fc.property(anyText, anyText, (value, other) => {
        const signature = keys.sign(value, 'token');
        expect(keys.verify(value, 'token', signature)).toBe(true);
        expect(keys.verify(value, 'other', signature)).toBe(false);
        expect(keys.verify(other, 'token', signature)).toBe(other === value);
      })
    );
  });

  test.for(['', 'x', 'A'.repeat(22), 'ñ'.repeat(22), 'A'.repeat(10_000)])(
    'refuse the signature %o',
    (signature) => {
      expect(keys.verify('value', 'token', signature)).toBe(false);
    }
  );
});

describe('the master key', () => {
  test('is made at the first start, for its owner alone, and stays', () => {
    const folder = newFolder();
    const key = loadMasterKey(null, folder);
    expect(key).toHaveLength(32);
    expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(loadMasterKey(null, folder)).toEqual(key);
  });

  test('comes from the environment when it is there, and then no file is written', () => {
    const key = randomBytes(32);
    expect(loadMasterKey(key, '/nowhere')).toBe(key);
  });

  test('is never replaced when its file is damaged', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'secret.key'), 'short\n');
    expect(() => loadMasterKey(null, folder)).toThrow('restore the file from your backup');
    expect(readFileSync(join(folder, 'secret.key'), 'utf8')).toBe('short\n');
  });
});

test('tokens are long, different each time, and stored as something else', () => {
  const tokens = Array.from({ length: 100 }, newToken);
  expect(new Set(tokens).size).toBe(100);
  for (const token of tokens) {
    expect(token).toMatch(/^[\w-]{32}$/);
    expect(hashToken(token)).not.toContain(token);
  }
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hub-key-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
