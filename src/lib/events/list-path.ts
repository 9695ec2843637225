import type { Locale } from '../i18n/locales.ts';
import { pathIn } from '../i18n/paths.ts';

type Filter = Partial<Record<'q' | 'kind' | 'language' | 'when', string>>;

/** The address of a list, with only the filters that are set. */
export function listPath(lang: Locale, filter: Filter = {}, cursor?: string): string {
  const query = new URLSearchParams({ ...filter, ...(cursor && { cursor }) }).toString();
  return pathIn(lang, '/events') + (query && `?${query}`);
}
