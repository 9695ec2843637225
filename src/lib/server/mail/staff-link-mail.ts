import { pathIn } from '../../i18n/paths.ts';
import { translatorFor } from '../../i18n/translator.ts';
import type { Context } from '../context.ts';
import { findHouse } from '../house/house.ts';
import { hashToken } from '../privacy/keys.ts';
import { findWelcome, isLinkOpen, LINK_DAYS } from '../staff/welcome.ts';
import { assembleMail } from './assemble-mail.ts';
import type { ClaimedMail } from './claims.ts';
import { greeting } from './greeting.ts';
import type { Mail } from './message.ts';
import { openStaffLinkPayload } from './payload.ts';

/** Whether the link of a waiting mail was used, withdrawn or replaced meanwhile, or its time is over. */
export async function isStaffLinkOver(context: Context, row: ClaimedMail): Promise<boolean> {
  const { token } = openStaffLinkPayload(context, row.payload_sealed);
  return !(await isLinkOpen(context, hashToken(token)));
}

/** The mail with which somebody chooses a password, for the first time or again. */
export async function composeStaffLinkMail(context: Context, row: ClaimedMail): Promise<Mail> {
  const { lang } = row;
  const t = translatorFor(lang);
  const payload = openStaffLinkPayload(context, row.payload_sealed);
  const welcome = await findWelcome(context, payload.token);
  const kind = welcome?.isNew === false ? 'newPassword' : 'invitation';
  const content = {
    lang,
    subject: t(`team:mail.${kind}.subject`),
    preheader: t(`team:mail.${kind}.intro`),
    heading: t(`team:mail.${kind}.heading`),
    event: null,
    paragraphs: [
      { text: greeting(lang, payload.name) },
      { text: t(`team:mail.${kind}.intro`) },
      { text: t('team:mail.once', { count: LINK_DAYS }) }
    ],
    facts: [],
    button: {
      label: t('team:mail.button'),
      url: context.config.origin + pathIn(lang, `/staff/welcome/${payload.token}`)
    },
    more: [],
    footer: [{ text: t('team:mail.ignore') }]
  };
  const house = await findHouse(context.db);
  return assembleMail(context.config, row, payload, content, {
    calendar: null,
    unsubscribe: null,
    house
  });
}
