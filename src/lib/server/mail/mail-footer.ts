import { translatorFor } from '../../i18n/translator.ts';
import { formatDay } from '../../i18n/when.ts';
import type { Config } from '../config.ts';
import { deletionDate } from '../rsvps/retention.ts';
import type { MailParagraph } from './layout.ts';
import type { RsvpMailInput } from './rsvp-mail-content.ts';

/** Why this mail came, how to have no more of them, and when we forget. */
export function mailFooter(
  config: Config,
  { lang, standing, event, unsubscribe }: RsvpMailInput
): MailParagraph[] {
  const t = translatorFor(lang);
  const { zone, endsAt } = event.when;
  const date = formatDay(deletionDate(endsAt, config.retentionDays), zone, lang);
  const retention = { text: t('mail:footer.retention', { date }) };
  if (unsubscribe !== null)
    return [
      {
        text: t('mail:footer.asked'),
        link: { label: t('mail:footer.unsubscribe'), url: unsubscribe }
      },
      retention
    ];
  return standing === 'event'
    ? [retention]
    : [{ text: t('mail:footer.private') }, { text: t('mail:footer.why') }, retention];
}
