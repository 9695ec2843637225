import type { Translate } from '$lib/i18n/make-translator.ts';
import type { TotpProposal } from '$lib/server/staff/totp.ts';

/** What an action of the account page answered, and which part of the page it belongs to. */
export interface AccountAnswer {
  part?: string;
  done?: boolean;
  code?: string;
  retryAfter?: number;
  errors?: Partial<Record<string, string>>;
  values?: Partial<Record<string, string>>;
  ended?: number;
  codes?: string[];
  proposal?: TotpProposal | null;
}

/** The answer if it is about this part of the page, else null. */
export function answerFor(answer: AccountAnswer | null, part: string): AccountAnswer | null {
  return answer?.part === part ? answer : null;
}

/** What is wrong with the password that was asked again. */
export function currentProblem(answer: AccountAnswer | null, t: Translate): string | null {
  if (answer?.code === 'password_wrong') return t('team:account.password_wrong');
  if (answer?.code === 'rate_limited')
    return t('staff:signIn.rate_limited', { count: Math.ceil((answer.retryAfter ?? 60) / 60) });
  return answer?.errors?.current ? t('errors:field.required') : null;
}
