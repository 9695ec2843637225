import type { Locale } from '$lib/i18n/locales.ts';
import type { Hub } from '$lib/server/hub.ts';
import type { SignedIn } from '$lib/server/staff/sessions.ts';

declare global {
  namespace App {
    interface Locals {
      hub: Hub;
      lang: Locale;
      staff: SignedIn | null;
      /** The reader's IANA zone, once their browser has told it. */
      zone: string | null;
    }
    interface Error {
      message: string;
      /** Tells staff which log line this was. */
      id?: string;
    }
  }
}

export {};
