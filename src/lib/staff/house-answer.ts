import type { WeakColour } from '$lib/server/house/save-house.ts';

/** What became of one form of the house page, as the page shows it. */
export interface HouseAnswer {
  about: string;
  /** A code per wrong field. */
  errors?: Partial<Record<string, string>> | undefined;
  /** What was typed, when it was not saved. */
  values?: Record<string, string> | undefined;
  outcome?:
    | {
        ok: boolean;
        code?: string;
        by?: string | null;
        weak?: WeakColour[];
        people?: number;
        kept?: number;
        copy?: { name: string; bytes: number };
      }
    | undefined;
  translated?: string | undefined;
  reason?: string | undefined;
}
