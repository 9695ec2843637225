import type { ParamMatcher } from '@sveltejs/kit';
import { isLocale, type Locale } from '$lib/i18n/locales.ts';

export const match = ((param): param is Locale => isLocale(param)) satisfies ParamMatcher;
