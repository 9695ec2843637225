import { error } from '@sveltejs/kit';
import { LOCALES } from '$lib/i18n/locales.ts';
import { translatorFor } from '$lib/i18n/translator.ts';
import { findEventTitle } from '$lib/server/events/find-event-title.ts';
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
  const listed = await listStaffEvents(hub, staff.id, { lang, drafts: false });
  const events = listed.events.map(({ slug, title }) => ({ slug: slug[lang], title }));
  const variant =
    MAIL_VARIANTS.find((known) => known === url.searchParams.get('mail')) ?? 'confirmed';
  const event =
    (await find(url.searchParams.get('event'))) ?? (await find(events[0]?.slug ?? null));
  // The list is as long as one page; any other event has its address.
  if (event && !events.some(({ slug }) => slug === event.slug[lang]))
    events.push({ slug: event.slug[lang], title: await findEventTitle(hub.db, event.id, lang) });
  const mails = event
    ? await Promise.all(LOCALES.map((each) => exampleMail(hub, event.id, variant, each)))
    : [];
  return {
    events,
    slug: event?.slug[lang] ?? null,
    variant,
    variants: MAIL_VARIANTS.map((id) => ({ id, name: t(`mail:heading.${id}`) })),
    mails: mails.filter((mail) => mail !== null),
    outbox: await loadOutboxState(hub, staff.id, lang),
    zone: zone ?? 'UTC'
  };

  async function find(slug: string | null) {
    return slug && staff ? findStaffEvent(hub.db, staff.id, slug, READING) : null;
  }
};
