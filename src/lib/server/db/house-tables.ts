import type { Generated } from 'kysely';

/** What the program itself remembers. */
interface SettingsTable {
  name: string;
  value: string;
}

/** One row at most: what admins decided about the house; null is what the program brings along. */
interface HouseTable {
  id: 'house';
  name_es: string | null;
  name_en: string | null;
  /** Colours as `#rrggbb`, both or none. */
  accent_light: string | null;
  accent_dark: string | null;
  retention_days: number | null;
  /** A short hash of the logo, for its address. */
  logo: string | null;
  version: Generated<number>;
  /** The staff user of the last change. */
  changed_by: string | null;
}

/** Pictures of the house: small, and in the database so that a backup and another process have them too. */
export interface HousePicturesTable {
  id: 'logo' | 'icon-180' | 'icon-32';
  /** Base64. */
  png: string;
}

/** How the jobs fare that run by themselves. */
interface JobRunsTable {
  job: string;
  ran_at: string;
  /** The kind of the last error, and when; never its words. */
  trouble: string | null;
  trouble_at: string | null;
}

/** The tables of the house as a whole. */
export interface HouseTables {
  settings: SettingsTable;
  house: HouseTable;
  house_pictures: HousePicturesTable;
  job_runs: JobRunsTable;
}
