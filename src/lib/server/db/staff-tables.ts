import type { Generated } from 'kysely';
import type { Locale } from '../../i18n/locales.ts';
import type { StaffRole } from './schema.ts';

export interface StaffUsersTable {
  id: string;
  email: string;
  name: string;
  password_hash: string | null;
  disabled_at: string | null;
  created_at: string;
  /** The language of the mails to this person. */
  lang: Generated<Locale>;
  /** The secret of one-time codes (RFC 6238); null without a second factor. */
  totp_sealed: Generated<string | null>;
  /** The step of the last code that was used: no code opens twice. */
  totp_step: Generated<number | null>;
}

export interface StaffRolesTable {
  user_id: string;
  role: StaffRole;
  /** The one event the role is for, or '' for every event. */
  event_id: string;
}

/** One-time links with which somebody of staff chooses their password. */
export interface StaffLinksTable {
  token_hash: string;
  user_id: string;
  expires_at: string;
}

export interface SessionsTable {
  /** SHA-256 of the token in the cookie. */
  id: string;
  user_id: string;
  expires_at: string;
  created_at: string;
  /** Browser and system in words; nothing of the network. */
  device: Generated<string>;
}

/** Codes that open the second step once each, when the phone is lost. */
export interface StaffRecoveryCodesTable {
  user_id: string;
  /** Keyed hash; the row goes when the code is used. */
  code_hash: string;
}

/** Keys of devices that sign somebody in without a password (WebAuthn). */
export interface StaffPasskeysTable {
  /** The credential's id, base64url. */
  id: string;
  user_id: string;
  label: string;
  /** COSE key, base64url. */
  public_key: string;
  counter: number;
  /** JSON array. */
  transports: string;
  created_at: string;
  used_at: string | null;
}
