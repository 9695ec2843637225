import { error } from '@sveltejs/kit';
import { LOCALES } from '$lib/i18n/locales.ts';
import { translatorFor } from '$lib/i18n/translator.ts';
import { exampleMail } from '$lib/server/mail/example-mail.ts';
import { loadOutboxState } from '$lib/server/mail/outbox-state.ts';
import { MAIL_VARIANTS } from '$lib/server/mail/variants.ts';
import { findStaffEvent, READING } from '$lib/server/staff/access.ts';
import { listStaffEvents } from '$lib/server/staff/list-staff-events.ts';
import type { PageServerLoad } from './$types';

/** Every mail as it will arrive, for one event of this person; and for organizers how the sending goes. */
export const load: PageServerLoad = async ({ locals: { hub, staff, lang, zone }, url }) => {
  if (!staff) error(403, 'forbidden');
  const t = translatorFor(lang);
  const events = (await listStaffEvents(hub, staff.id, { lang })).events.filter(
    ({ status }) => status !== 'draft'
  );
  const wanted = url.searchParams.get('event');
  const chosen = events.find(({ slug }) => slug[lang] === wanted) ?? events[0];
  const variant =
    MAIL_VARIANTS.find((known) => known === url.searchParams.get('mail')) ?? 'confirmed';
  const event = chosen && (await findStaffEvent(hub.db, staff.id, chosen.slug[lang], READING));
  const mails = event
    ? await Promise.all(LOCALES.map((each) => exampleMail(hub, event.id, variant, each)))
    : [];
  return {
    events: events.map(({ slug, title }) => ({ slug: slug[lang], title })),
    slug: chosen?.slug[lang] ?? null,
    variant,
    variants: MAIL_VARIANTS.map((id) => ({ id, name: t(`mail:heading.${id}`) })),
    mails: mails.filter((mail) => mail !== null),
    outbox: await loadOutboxState(hub, staff.id, lang),
    zone: zone ?? 'UTC'
  };
};
