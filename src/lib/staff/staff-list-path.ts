import type { Locale } from '../i18n/locales.ts';
import { pathIn } from '../i18n/paths.ts';

type Filter = Partial<Record<'q' | 'state', string>>;

/** The address of the staff's list of events, with only the filters that are set. */
export function staffListPath(lang: Locale, filter: Filter = {}, cursor?: string): string {
  const query = new URLSearchParams({ ...filter, ...(cursor && { cursor }) }).toString();
  return pathIn(lang, '/staff') + (query && `?${query}`);
}
