import type { PhotoForm } from '../../schema/person.ts';
import type { Context } from '../context.ts';
import type { Trx } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { savePersonTexts } from './person-texts.ts';
import { forgetPhoto, storePhoto, sweepPhotos } from './photo-files.ts';
import { encodePhoto, type PhotoRefusal } from './photo-picture.ts';
import { auditChange, personToChange, touched } from './save-person.ts';

export type PhotoSaved =
  { ok: true } | { ok: false; code: PhotoRefusal | 'not_found' | 'forbidden' };

/** Gives a person a picture, and says what is on it; without `bytes` only the words change. */
export async function savePhoto(
  context: Context,
  staffId: string,
  slug: string,
  { bytes, texts }: { bytes: Buffer | null; texts: PhotoForm }
): Promise<PhotoSaved> {
  const allowed = await inTransaction(context.db, (trx) => personToChange(trx, staffId, slug));
  if (!allowed.ok) return allowed;
  const encoded = bytes === null ? null : await encodePhoto(bytes);
  if (encoded && !encoded.ok) return encoded;
  if (encoded) await storePhoto(context, encoded.photo);
  const photo = encoded ? encoded.photo.hash : undefined;
  return changePhoto(context, staffId, slug, photo, async (trx, personId) => {
    const photoAlt = {
      ...(texts.alt_es && { es: texts.alt_es }),
      ...(texts.alt_en && { en: texts.alt_en })
    };
    await savePersonTexts(trx, personId, { photoAlt });
  });
}

/** Takes the picture away, and what was said of it; its files go at once. */
export async function removePhoto(
  context: Context,
  staffId: string,
  slug: string
): Promise<PhotoSaved> {
  return changePhoto(context, staffId, slug, null, (trx, personId) =>
    savePersonTexts(trx, personId, { photoAlt: {} })
  );
}

/** `photo` is the new name, null for none, undefined to leave the picture as it is. */
async function changePhoto(
  context: Context,
  staffId: string,
  slug: string,
  photo: string | null | undefined,
  also: (trx: Trx, personId: string) => Promise<void>
): Promise<PhotoSaved> {
  const outcome = await inTransaction(context.db, async (trx) => {
    const found = await personToChange(trx, staffId, slug);
    if (!found.ok) return found;
    const { id, name, version } = found.person;
    await trx
      .updateTable('people')
      .set({
        ...(photo !== undefined && { photo }),
        version: version + 1,
        ...touched(context, staffId)
      })
      .where('id', '=', id)
      .execute();
    await also(trx, id);
    await auditChange(trx, context, staffId, { id, name, slug });
    return { ok: true as const, before: found.person.photo };
  });
  if (!outcome.ok) return outcome;
  if (photo !== undefined && outcome.before && outcome.before !== photo)
    await forgetPhoto(context, outcome.before);
  await sweepPhotos(context);
  return { ok: true };
}
