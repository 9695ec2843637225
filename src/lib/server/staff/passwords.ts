import { hash, verify, type Options } from '@node-rs/argon2';

/** Argon2id with 19 MiB, two passes, one lane (OWASP password storage, 2024). */
const OPTIONS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;
/** Hashing is heavy: more at once would starve the live room. */
const AT_ONCE = 2;

export type PasswordRefusal = 'password_short' | 'password_long';

/** Why a password cannot be used, or null. Length is all that is asked (NIST SP 800-63B, 3.1.1.2). */
export function passwordRefusal(password: string): PasswordRefusal | null {
  if (password.length < PASSWORD_MIN) return 'password_short';
  return password.length > PASSWORD_MAX ? 'password_long' : null;
}

let running = 0;
const waiting: (() => void)[] = [];
let decoy: Promise<string> | undefined;

export function hashPassword(password: string): Promise<string> {
  return oneOfTwo(() => hash(password.normalize('NFC'), OPTIONS));
}

/** Compares, and takes the same time when there is nobody to compare with. */
export async function checkPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hash('nobody has this password', OPTIONS);
  const target = stored ?? (await decoy);
  const matches = await oneOfTwo(() => verify(target, password.normalize('NFC')));
  return matches && stored !== null;
}

async function oneOfTwo<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
