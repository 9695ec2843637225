import * as v from 'valibot';

export const signInSchema = v.object({
  email: v.pipe(
    v.string('email_invalid'),
    v.trim(),
    v.maxLength(320, 'email_invalid'),
    v.includes('@', 'email_invalid')
  ),
  password: v.pipe(v.string('required'), v.minLength(1, 'required'), v.maxLength(1_000, 'too_long'))
});
