import type * as v from 'valibot';

/** The code of the first problem; the schemas' messages are codes, anything else is `invalid`. */
export function refusalCode(issues: readonly v.BaseIssue<unknown>[]): 'invalid' | 'too_long' {
  return issues.some((issue) => issue.message === 'too_long') ? 'too_long' : 'invalid';
}
