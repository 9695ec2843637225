import type { Db, Trx } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** Leads out of the transaction with the result, and takes back what was written. */
class TrialOver<T> extends Error {
  override name = 'TrialOver';
  readonly result: T;
  constructor(result: T) {
    super('the trial is over');
    this.result = result;
  }
}

/** What would come out of `work` if it were done: nothing that it writes is kept. */
export async function inTrial<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  try {
    return await inTransaction(db, async (trx) => {
      throw new TrialOver(await work(trx));
    });
  } catch (error) {
    if (error instanceof TrialOver) return error.result;
    throw error;
  }
}
