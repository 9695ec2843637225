import type { Locale } from '../i18n/locales.ts';

/** Why a whole form was refused; keys of `events:rsvp.refused`. */
export type RsvpRefusal = 'not_open' | 'ended' | 'cancelled_event' | 'rate_limited' | 'failed';

export const RSVP_FIELDS = [
  'name',
  'email',
  'listen',
  'question',
  'questionLang',
  'needs',
  'news'
] as const;
export type RsvpField = (typeof RSVP_FIELDS)[number];

/** What the form's action answers: where the mail went, or what to correct and what had been typed. */
export type RsvpAnswer =
  | { sentTo: string }
  | {
      refused: RsvpRefusal | null;
      errors: Partial<Record<RsvpField, string>>;
      values: Record<RsvpField, string>;
    };

/** What the form must know of the event. */
export interface RsvpOffer {
  /** The languages one can listen in; with one there is nothing to choose. */
  listen: Locale[];
  /** Every place is taken. */
  waitlist: boolean;
  /** The room is open to all. */
  open: boolean;
  /** Questions are being collected. */
  asks: boolean;
  /** The day on which everything is deleted, in words. */
  deletedOn: string;
}
