import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { isAdmin } from '../staff/access.ts';
import { audit } from '../staff/audit.ts';
import { LEAST_CONTRAST, lowestContrast, type Theme } from './accent.ts';

/** Somebody else changed the house since the page was opened; nothing was saved. */
export type HouseConflict = { ok: false; code: 'conflict'; by: string | null };
export type HouseRefusal = { ok: false; code: 'forbidden' } | HouseConflict;
export type HouseOutcome = { ok: true } | HouseRefusal;

/** Who changes the house, and the version that they saw; 0 before there was any. */
export interface HouseChange {
  staffId: string;
  version: number;
}

type Columns = Partial<{
  name_es: string | null;
  name_en: string | null;
  accent_light: string | null;
  accent_dark: string | null;
  retention_days: number | null;
  logo: string | null;
}>;

/** What the house is called; null in both languages is the program's own name. */
export async function saveHouseName(
  context: Context,
  change: HouseChange,
  name: { es: string | null; en: string | null }
): Promise<HouseOutcome> {
  return inTransaction(context.db, (trx) =>
    changeHouse(trx, context, change, 'name', { name_es: name.es, name_en: name.en })
  );
}

export interface WeakColour {
  theme: Theme;
  /** As measured, from 1 to 21. */
  ratio: number;
}

export type ColoursOutcome =
  HouseOutcome | { ok: false; code: 'half' } | { ok: false; code: 'contrast'; weak: WeakColour[] };

/**
 * The accent of each theme, or of none. Refuses one colour without the other (`half`), and with the measured
 * ratio what is not to be read on its grounds (WCAG 2.2, 1.4.3).
 */
export async function saveHouseColours(
  context: Context,
  change: HouseChange,
  accent: Record<Theme, string>
): Promise<ColoursOutcome> {
  const { light, dark } = accent;
  if ((light === '') !== (dark === '')) return { ok: false, code: 'half' };
  const weak = light === '' ? [] : weakColours(accent);
  if (weak.length > 0) return { ok: false, code: 'contrast', weak };
  const columns = { accent_light: light || null, accent_dark: dark || null };
  return inTransaction(context.db, (trx) => changeHouse(trx, context, change, 'colours', columns));
}

function weakColours(accent: Record<Theme, string>): WeakColour[] {
  return (['light', 'dark'] as const)
    .map((theme) => ({ theme, ratio: lowestContrast(accent[theme], theme) }))
    .filter(({ ratio }) => ratio < LEAST_CONTRAST);
}

/** Changes columns of the one row, if the version is still the one that was seen, and writes that down. */
export async function changeHouse(
  trx: Trx,
  context: Context,
  { staffId, version }: HouseChange,
  setting: string,
  columns: Columns
): Promise<HouseOutcome> {
  if (!(await isAdmin(trx, staffId))) return { ok: false, code: 'forbidden' };
  await trx
    .insertInto('house')
    .values({ id: 'house', version: 0 })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const { numUpdatedRows } = await trx
    .updateTable('house')
    .set({ ...columns, version: version + 1, changed_by: staffId })
    .where('id', '=', 'house')
    .where('version', '=', version)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return { ok: false, code: 'conflict', by: await changedBy(trx) };
  const detail = { setting };
  await audit(trx, context, { actor: staffId, what: 'house_changed', eventId: null, detail });
  return { ok: true };
}

async function changedBy(trx: Trx): Promise<string | null> {
  const row = await trx
    .selectFrom('house')
    .leftJoin('staff_users', 'staff_users.id', 'house.changed_by')
    .select('staff_users.name')
    .executeTakeFirst();
  return row?.name ?? null;
}
