import type { Locale } from '../i18n/locales.ts';

/** Why a whole form was refused; keys of `events:rsvp.refused`. */
export type RsvpRefusal =
  | 'not_open'
  | 'ended'
  | 'cancelled_event'
  | 'party_too_large'
  | 'rate_limited'
  | 'failed'
  /** The browser is asked for some work first, and does it by itself. */
  | 'working';

export const RSVP_FIELDS = [
  'name',
  'email',
  'listen',
  'pool',
  'companions',
  'question',
  'questionLang',
  'needs',
  'news',
  'via'
] as const;
export type RsvpField = (typeof RSVP_FIELDS)[number];

/** What the form's action answers: where the mail went, or what to correct and what had been typed. */
export type RsvpAnswer =
  | { sentTo: string }
  | {
      refused: RsvpRefusal | null;
      errors: Partial<Record<RsvpField, string>>;
      values: Record<RsvpField, string>;
      /** With `working`: the task. */
      challenge?: string;
    };

/** What the form must know of the event. */
export interface RsvpOffer {
  /** The languages one can listen in; with one there is nothing to choose. */
  listen: Locale[];
  /** Every place is taken. */
  waitlist: boolean;
  /** How many may come along; with none there is nothing to ask. */
  companions: number;
  /** The ways to take part where there is a choice, with the places that are left. */
  pools: { pool: 'room' | 'stream'; left: number | null }[];
  /** What follows when places may run out; null where there are places for all. */
  next: 'promote' | 'offer' | null;
  /** The room is open to all. */
  open: boolean;
  /** Questions are being collected. */
  asks: boolean;
  /** The word of the partner's link that led here. */
  via: string | null;
  /** The day on which everything is deleted, in words. */
  deletedOn: string;
}
