import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

describe('the environment', () => {
  test('needs nothing at all', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      origin: 'http://localhost:3000',
      dataDir: resolve('data'),
      database: { kind: 'sqlite', file: resolve('data/encuentro.db') },
      redisUrl: null,
      smtpUrl: null,
      mailFrom: { name: 'Encuentro', address: 'no-reply@localhost' },
      secretKey: null,
      translator: null,
      trustProxy: 0,
      retentionDays: 30,
      production: false,
      demo: true,
      logLevel: 'info'
    });
  });

  test('is the same with every variable empty', () => {
    const names = [
      'PORT',
      'HOST',
      'ORIGIN',
      'DATA_DIR',
      'DATABASE_URL',
      'REDIS_URL',
      'SMTP_URL',
      'MAIL_FROM',
      'SECRET_KEY',
      'TRANSLATE_URL',
      'TRANSLATE_KEY',
      'TRUST_PROXY',
      'RETENTION_DAYS',
      'DEMO',
      'LOG_LEVEL'
    ];
    expect(readConfig(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(readConfig({}));
  });

  test.for([
    [{ PORT: '0' }, { port: 0, origin: 'http://localhost:0' }],
    [{ PORT: '8080' }, { port: 8080, origin: 'http://localhost:8080' }],
    [{ HOST: '::' }, { host: '::' }],
    [{ ORIGIN: 'https://hub.example.org/' }, { origin: 'https://hub.example.org' }],
    [{ ORIGIN: 'http://10.0.0.7:8443' }, { origin: 'http://10.0.0.7:8443' }],
    [
      { DATA_DIR: '/srv/hub' },
      { dataDir: '/srv/hub', database: { kind: 'sqlite', file: join('/srv/hub', 'encuentro.db') } }
    ],
    [
      { DATABASE_URL: 'sqlite:/srv/other.db' },
      { database: { kind: 'sqlite', file: '/srv/other.db' } }
    ],
    [
      { DATABASE_URL: 'postgres://ana:pw@db/hub' },
      { database: { kind: 'postgres', url: 'postgres://ana:pw@db/hub' } }
    ],
    [
      { DATABASE_URL: 'postgresql://db/hub' },
      { database: { kind: 'postgres', url: 'postgresql://db/hub' } }
    ],
    [{ REDIS_URL: 'rediss://:pw@cache:6379' }, { redisUrl: 'rediss://:pw@cache:6379' }],
    [
      { SMTP_URL: 'smtps://ana:pw@mail.example.org' },
      { smtpUrl: 'smtps://ana:pw@mail.example.org' }
    ],
    [{ MAIL_FROM: 'hub@example.org' }, { mailFrom: { name: '', address: 'hub@example.org' } }],
    [
      { MAIL_FROM: '"Mesa, Norte" <hub@example.org>' },
      { mailFrom: { name: 'Mesa, Norte', address: 'hub@example.org' } }
    ],
    [
      { TRANSLATE_URL: 'http://127.0.0.1:5000' },
      { translator: { url: 'http://127.0.0.1:5000', key: null } }
    ],
    [
      { TRANSLATE_URL: 'https://translate.example.org/api/', TRANSLATE_KEY: 'abc' },
      { translator: { url: 'https://translate.example.org/api/', key: 'abc' } }
    ],
    [{ TRANSLATE_KEY: 'abc' }, { translator: null }],
    [{ TRUST_PROXY: '1' }, { trustProxy: 1 }],
    [{ RETENTION_DAYS: '7' }, { retentionDays: 7 }],
    [{ DEMO: '0' }, { demo: false }],
    [{ NODE_ENV: 'production' }, { production: true, demo: false }],
    [{ NODE_ENV: 'production', DEMO: '0' }, { demo: false }],
    [{ LOG_LEVEL: 'silent' }, { logLevel: 'silent' }]
  ] as const)('takes %o', ([env, expected]) => {
    expect(readConfig(env)).toMatchObject(expected);
  });

  test('takes a master key of 32 bytes', () => {
    const key = randomBytes(32);
    expect(readConfig({ SECRET_KEY: key.toString('base64url') }).secretKey).toEqual(key);
  });

  test.for([
    ['PORT', '65536', 'whole number from 0 to 65535'],
    ['PORT', '-1', 'whole number'],
    ['PORT', '1e3', 'whole number'],
    ['PORT', ' 80', 'whole number'],
    ['PORT', '0x50', 'whole number'],
    ['ORIGIN', 'hub.example.org', 'scheme and host only'],
    ['ORIGIN', 'ftp://hub.example.org', 'scheme and host only'],
    ['ORIGIN', 'https://hub.example.org/hub', 'scheme and host only'],
    ['ORIGIN', 'https://ana@hub.example.org', 'scheme and host only'],
    ['DATABASE_URL', 'encuentro.db', 'sqlite:PATH or postgres://'],
    ['DATABASE_URL', 'sqlite:', 'sqlite:PATH or postgres://'],
    ['DATABASE_URL', 'mysql://db/hub', 'sqlite:PATH or postgres://'],
    ['REDIS_URL', 'http://cache', 'redis:// or rediss://'],
    ['SMTP_URL', 'mail.example.org', 'smtp:// or smtps://'],
    ['MAIL_FROM', 'Encuentro', 'Name <address@example.org>'],
    ['MAIL_FROM', 'Hub <hub@example.org>\r\nBcc: x@evil.test', 'Name <address@example.org>'],
    ['TRANSLATE_URL', 'translate.example.org', 'http:// or https://'],
    ['TRANSLATE_URL', 'file:///etc/passwd', 'http:// or https://'],
    ['TRUST_PROXY', 'true', 'whole number from 0 to 10'],
    ['RETENTION_DAYS', '0', 'whole number from 1'],
    ['RETENTION_DAYS', '1.5', 'whole number from 1'],
    ['DEMO', 'yes', '1 or 0'],
    ['LOG_LEVEL', 'loud', 'fatal, error, warn, info']
  ] as const)(
    'refuses %s=%s in one line that names both and the remedy',
    ([name, value, remedy]) => {
      const { message } = refusal({ [name]: value });
      expect(message).toContain(`${name}=${JSON.stringify(value)}: `);
      expect(message).toContain(remedy);
      expect(message).not.toMatch(/[\r\n]/);
    }
  );

  test.for([
    'kurz',
    randomBytes(31).toString('base64url'),
    randomBytes(33).toString('base64url'),
    `${randomBytes(32).toString('base64')}=`
  ])('never repeats a master key that is wrong (%#)', (value) => {
    const { message } = refusal({ SECRET_KEY: value });
    expect(message).toContain('SECRET_KEY');
    expect(message).toContain('32 bytes');
    expect(message).not.toContain(value);
  });

  test.for([
    ['DATABASE_URL', 'mysql://ana:geheim@db/hub'],
    ['DATABASE_URL', 'postgres:ana:geheim@db/hub'],
    ['DATABASE_URL', 'ana:geheim@db/hub'],
    ['DATABASE_URL', 'mysql://ana:zz@geheim@db/hub'],
    ['DATABASE_URL', 'postgres://ana:zz/geheim@db:port/hub'],
    ['REDIS_URL', 'https://:geheim@cache'],
    ['SMTP_URL', 'http://ana:geheim@mail.example.org'],
    ['TRANSLATE_URL', 'https://ana:geheim@translate.example.org']
  ] as const)('never repeats a password: %s=%s', ([name, value]) => {
    const { message } = refusal({ [name]: value });
    expect(message).toContain(name);
    expect(message).toContain('***@');
    expect(message).not.toContain('geheim');
  });

  test('never repeats a translator’s key that stands in its address', () => {
    const { message } = refusal({ TRANSLATE_URL: 'https://translate.example.org/?api_key=geheim' });
    expect(message).toContain('TRANSLATE_KEY');
    expect(message).not.toContain('geheim');
  });

  test('refuses the demo in production', () => {
    expect(refusal({ DEMO: '1', NODE_ENV: 'production' }).message).toContain('NODE_ENV=production');
  });
});

function refusal(env: Record<string, string>): ConfigError {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the environment was taken');
}
