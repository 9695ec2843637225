import { DECIDED, type Decided, type Decision } from './decision.ts';

/** A claim that is not renewed lapses after this time, in milliseconds. */
export const CLAIM_LASTS = 60_000;

/** Tells the colleagues that one is on this question. Refuses with `claimed` while somebody else is. */
export async function claimQuestion({
  trx,
  context,
  staffId,
  question
}: Decision): Promise<Decided> {
  const now = context.now();
  const claim = await trx
    .selectFrom('question_claims')
    .innerJoin('staff_users', 'staff_users.id', 'question_claims.staff_id')
    .select(['question_claims.staff_id', 'question_claims.until', 'staff_users.name'])
    .where('question_id', '=', question.id)
    .executeTakeFirst();
  if (claim && claim.staff_id !== staffId && claim.until > now.toISOString()) {
    return { ok: false, code: 'claimed', by: claim.name };
  }
  const values = { staff_id: staffId, until: new Date(now.getTime() + CLAIM_LASTS).toISOString() };
  await trx
    .insertInto('question_claims')
    .values({ question_id: question.id, ...values })
    .onConflict((conflict) => conflict.column('question_id').doUpdateSet(values))
    .execute();
  return DECIDED;
}

/** Gives one's own claim back; somebody else's stays. */
export async function releaseQuestion({ trx, staffId, question }: Decision): Promise<Decided> {
  await trx
    .deleteFrom('question_claims')
    .where('question_id', '=', question.id)
    .where('staff_id', '=', staffId)
    .execute();
  return DECIDED;
}
