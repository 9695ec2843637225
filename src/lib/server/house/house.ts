import type { Locale } from '../../i18n/locales.ts';
import type { Executor } from '../db/schema.ts';
import type { Accent } from './accent.ts';

/** What the house is called and looks like; null where the program's own name and look stand. */
export interface House {
  /** In each language; one that is missing takes the other's. */
  name: Record<Locale, string> | null;
  accent: Accent | null;
  /** A short hash of the logo. */
  logo: string | null;
}

/** What admins chose for the house, in one statement. */
export async function findHouse(executor: Executor): Promise<House> {
  const row = await executor
    .selectFrom('house')
    .select(['name_es', 'name_en', 'accent_light', 'accent_dark', 'logo'])
    .where('id', '=', 'house')
    .executeTakeFirst();
  if (!row) return { name: null, accent: null, logo: null };
  const [es, en] = [row.name_es ?? row.name_en, row.name_en ?? row.name_es];
  return {
    name: es !== null && en !== null ? { es, en } : null,
    accent:
      row.accent_light !== null && row.accent_dark !== null
        ? { light: row.accent_light, dark: row.accent_dark }
        : null,
    logo: row.logo
  };
}
