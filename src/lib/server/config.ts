import { join, resolve } from 'node:path';

/** The environment of `contract.md`, read and checked. */
export interface Config {
  port: number;
  host: string;
  /** The public address without a trailing slash; every link and origin check uses it, never the Host header. */
  origin: string;
  dataDir: string;
  database: { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string };
  redisUrl: string | null;
  smtpUrl: string | null;
  mailFrom: { name: string; address: string };
  /** 32 bytes from the environment, or null: then a key file in the data folder is used. */
  secretKey: Buffer | null;
  /** The engine that suggests translations; null: no question leaves the house. */
  translator: { url: string; key: string | null } | null;
  trustProxy: number;
  retentionDays: number;
  production: boolean;
  /** Whether the demo content may be seeded; it is only ever put into an empty database. */
  demo: boolean;
  logLevel: LogLevel;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

type Environment = Record<string, string | undefined>;

/** A wrong setting; the message is one line that names the variable, its value and the remedy. */
export class ConfigError extends Error {
  constructor(variable: string, value: string, remedy: string) {
    super(`${variable}=${JSON.stringify(value)}: ${remedy}`);
    this.name = 'ConfigError';
  }
}

/** Reads the whole environment once. Throws `ConfigError` for the first wrong value. */
export function readConfig(env: Environment): Config {
  const production = env.NODE_ENV === 'production';
  const port = integer(env, 'PORT', 3000, 0, 65535);
  const dataDir = resolve(env.DATA_DIR || './data');
  return {
    port,
    host: env.HOST || '127.0.0.1',
    origin: origin(env, port),
    dataDir,
    database: database(env, dataDir),
    redisUrl: url(env, 'REDIS_URL', ['redis:', 'rediss:']),
    smtpUrl: url(env, 'SMTP_URL', ['smtp:', 'smtps:']),
    mailFrom: mailFrom(env),
    secretKey: secretKey(env),
    translator: translator(env),
    trustProxy: integer(env, 'TRUST_PROXY', 0, 0, 10),
    retentionDays: integer(env, 'RETENTION_DAYS', 30, 1, 3650),
    production,
    demo: demo(env, production),
    logLevel: logLevel(env)
  };
}

function integer(
  env: Environment,
  name: string,
  fallback: number,
  min: number,
  max: number
): number {
  const value = env[name];
  if (value === undefined || value === '') return fallback;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < min || number > max) {
    throw new ConfigError(name, value, `give a whole number from ${min} to ${max}`);
  }
  return number;
}

function origin(env: Environment, port: number): string {
  const value = env.ORIGIN || `http://localhost:${port}`;
  const parsed = URL.canParse(value) ? new URL(value) : null;
  const web = parsed?.protocol === 'http:' || parsed?.protocol === 'https:';
  if (!parsed || !web || parsed.origin !== value.replace(/\/$/, '')) {
    throw new ConfigError(
      'ORIGIN',
      value,
      'give scheme and host only, such as https://events.example.org'
    );
  }
  return parsed.origin;
}

function database(env: Environment, dataDir: string): Config['database'] {
  const value = env.DATABASE_URL;
  if (!value) return { kind: 'sqlite', file: join(dataDir, 'encuentro.db') };
  if (value.startsWith('sqlite:') && value.length > 7)
    return { kind: 'sqlite', file: resolve(value.slice(7)) };
  if (/^postgres(ql)?:\/\//.test(value) && URL.canParse(value))
    return { kind: 'postgres', url: value };
  throw new ConfigError(
    'DATABASE_URL',
    withoutPassword(value),
    'give sqlite:PATH or postgres://USER@HOST/NAME'
  );
}

function url(env: Environment, name: string, protocols: string[]): string | null {
  const value = env[name];
  if (!value) return null;
  if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value;
  throw new ConfigError(
    name,
    withoutPassword(value),
    `give an address that begins with ${protocols.join('// or ')}//`
  );
}

/** Everything before the last @ may be a password, however the address is broken. */
function withoutPassword(value: string): string {
  return value.replace(/^([a-z][a-z+.-]*:\/\/)?.*@/is, '$1***@');
}

function mailFrom(env: Environment): Config['mailFrom'] {
  const value = env.MAIL_FROM || 'Encuentro <no-reply@localhost>';
  const match =
    /^\s*(?:"?([^"<>\r\n]*?)"?\s*<([^<>\s@]+@[^<>\s@]+)>|([^<>\s@]+@[^<>\s@]+))\s*$/.exec(value);
  if (!match) throw new ConfigError('MAIL_FROM', value, 'give Name <address@example.org>');
  return { name: match[1] ?? '', address: match[2] ?? match[3] ?? '' };
}

function secretKey(env: Environment): Buffer | null {
  const value = env.SECRET_KEY;
  if (!value) return null;
  const key = Buffer.from(value, 'base64url');
  if (/^[\w-]+$/.test(value) && key.length === 32) return key;
  throw new ConfigError('SECRET_KEY', '…', 'give 32 bytes as base64url (43 characters)');
}

function translator(env: Environment): Config['translator'] {
  const value = url(env, 'TRANSLATE_URL', ['http:', 'https:']);
  if (!value) return null;
  const { username, password, search, hash } = new URL(value);
  if (username || password || search || hash) {
    throw new ConfigError(
      'TRANSLATE_URL',
      withoutPassword(value).replace(/[?#].*$/s, '?…'),
      'give the address alone, and a key in TRANSLATE_KEY'
    );
  }
  return { url: value, key: env.TRANSLATE_KEY || null };
}

function demo(env: Environment, production: boolean): boolean {
  const value = env.DEMO;
  if (value !== undefined && value !== '' && value !== '0' && value !== '1') {
    throw new ConfigError('DEMO', value, 'give 1 or 0');
  }
  if (value === '1' && production) {
    throw new ConfigError(
      'DEMO',
      value,
      'the demo and its sign-in never run with NODE_ENV=production; unset one of them'
    );
  }
  return value ? value === '1' : !production;
}

function logLevel(env: Environment): LogLevel {
  const value = env.LOG_LEVEL || 'info';
  const level = LOG_LEVELS.find((known) => known === value);
  if (!level) throw new ConfigError('LOG_LEVEL', value, `give one of ${LOG_LEVELS.join(', ')}`);
  return level;
}
