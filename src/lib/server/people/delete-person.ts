import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { audit } from '../staff/audit.ts';
import { sweepPhotos } from './photo-files.ts';
import { personToChange } from './save-person.ts';

export type PersonDeleted =
  { ok: true } | { ok: false; code: 'not_found' | 'forbidden' | 'in_use' };

/** Deletes a person and their picture; `in_use` while any event has them. */
export async function deletePerson(
  context: Context,
  staffId: string,
  slug: string
): Promise<PersonDeleted> {
  const outcome = await inTransaction(context.db, async (trx): Promise<PersonDeleted> => {
    const found = await personToChange(trx, staffId, slug);
    if (!found.ok) return found;
    const { id, name } = found.person;
    const use = await trx
      .selectFrom('event_people')
      .select('event_id')
      .where('person_id', '=', id)
      .executeTakeFirst();
    if (use) return { ok: false, code: 'in_use' };
    await trx.deleteFrom('people').where('id', '=', id).execute();
    await audit(trx, context, {
      actor: staffId,
      what: 'person_deleted',
      eventId: null,
      subject: { kind: 'person', id },
      detail: { name, slug }
    });
    return { ok: true };
  });
  if (outcome.ok) await sweepPhotos(context);
  return outcome;
}
