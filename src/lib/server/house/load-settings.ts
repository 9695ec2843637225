import type { FoundText, Locale } from '../../i18n/locales.ts';
import { pickText } from '../../i18n/locales.ts';
import { COPIES_KEPT, listCopies } from '../backup/copies.ts';
import type { Context } from '../context.ts';
import { loadTexts } from '../events/event-parts.ts';
import { listJobs } from '../jobs/job-runs.ts';
import { findOutboxHealth } from '../mail/outbox-health.ts';
import { findTestMail } from '../mail/test-mail.ts';
import { engineHost } from '../questions/suggest-translation.ts';
import { isAdmin } from '../staff/access.ts';
import { houseRetentionDays } from './retention.ts';
import { deletionsUnder } from './save-retention.ts';

/** So many of the next deletions are shown. */
const NEXT = 3;

/** Everything an admin sees of the house; null for everybody else. */
export async function loadHouseSettings(context: Context, staffId: string, lang: Locale) {
  const { db, config } = context;
  if (!(await isAdmin(db, staffId))) return null;
  return {
    choices: await loadChoices(context),
    retention: await loadRetention(context, lang),
    mail: {
      host: config.smtpUrl === null ? null : new URL(config.smtpUrl).host,
      outbox: await findOutboxHealth(db, context.now()),
      test: await findTestMail(db, staffId)
    },
    copies: config.database.kind === 'sqlite' ? await listCopies(context) : null,
    copiesKept: COPIES_KEPT,
    jobs: await listJobs(context),
    engine: engineHost(config)
  };
}

/** What was chosen, as the forms show it; the version is 0 before anything was. */
async function loadChoices({ db }: Context) {
  const row = await db.selectFrom('house').selectAll().executeTakeFirst();
  return {
    version: row?.version ?? 0,
    nameEs: row?.name_es ?? '',
    nameEn: row?.name_en ?? '',
    light: row?.accent_light ?? '',
    dark: row?.accent_dark ?? '',
    logo: row?.logo ?? null
  };
}

export interface NextDeletion {
  event: FoundText | null;
  people: number;
  deletedAt: string;
}

async function loadRetention(context: Context, lang: Locale) {
  const days = await houseRetentionDays(context);
  const next = (await deletionsUnder(context.db, days)).slice(0, NEXT);
  const texts = await loadTexts(
    context.db,
    next.map(({ eventId }) => eventId)
  );
  const titles = (eventId: string) =>
    Object.fromEntries(
      (texts.get(eventId) ?? []).flatMap((text) => (text.title ? [[text.lang, text.title]] : []))
    );
  const deletions: NextDeletion[] = next.map(({ eventId, people, deletedAt }) => ({
    event: pickText(titles(eventId), lang),
    people,
    deletedAt
  }));
  return { days, deletions };
}

export type HouseSettings = NonNullable<Awaited<ReturnType<typeof loadHouseSettings>>>;
