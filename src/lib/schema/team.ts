import * as v from 'valibot';
import { emailSchema } from './email.ts';
import { requiredText } from './text.ts';

const NAME_MAX = 100;
const role = v.picklist(['admin', 'organizer', 'moderator', 'interpreter'], 'required');
const lang = v.picklist(['es', 'en'], 'required');
const password = v.pipe(
  v.string('required'),
  v.minLength(1, 'required'),
  v.maxLength(1_000, 'too_long')
);

/** The form by which an admin invites somebody; the events come beside it, as many as are ticked. */
export const inviteSchema = v.object({
  name: requiredText({ max: NAME_MAX }),
  email: emailSchema,
  lang,
  role
});

/** A role for one event, or with '' for the whole hub. */
export const roleSchema = v.object({
  role,
  event: v.pipe(v.optional(v.string(), ''), v.maxLength(64, 'invalid'))
});

export const profileSchema = v.object({ name: requiredText({ max: NAME_MAX }), lang });

export const changePasswordSchema = v.object({ current: password, new: password });

/** What is asked again before something that would outlast a stolen session. */
export const confirmSchema = v.object({ current: password });

export const turnOnSchema = v.object({
  current: password,
  sealed: v.pipe(v.string('invalid'), v.maxLength(2_000, 'invalid')),
  code: v.pipe(
    v.string('required'),
    v.trim(),
    v.minLength(1, 'required'),
    v.maxLength(20, 'invalid')
  )
});

export const codeSchema = v.object({
  code: v.pipe(
    v.string('required'),
    v.trim(),
    v.minLength(1, 'required'),
    v.maxLength(40, 'invalid')
  )
});

export const addPasskeySchema = v.object({
  current: password,
  label: requiredText({ max: 60 }),
  answer: v.pipe(v.string('invalid'), v.maxLength(20_000, 'invalid'))
});
