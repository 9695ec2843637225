import type { TFunction } from 'i18next';
import enAttendee from '../../../locales/en/attendee.json' with { type: 'json' };
import enCommon from '../../../locales/en/common.json' with { type: 'json' };
import enEditor from '../../../locales/en/editor.json' with { type: 'json' };
import enErrors from '../../../locales/en/errors.json' with { type: 'json' };
import enEvents from '../../../locales/en/events.json' with { type: 'json' };
import enGuests from '../../../locales/en/guests.json' with { type: 'json' };
import enHouse from '../../../locales/en/house.json' with { type: 'json' };
import enMail from '../../../locales/en/mail.json' with { type: 'json' };
import enMessages from '../../../locales/en/messages.json' with { type: 'json' };
import enPeople from '../../../locales/en/people.json' with { type: 'json' };
import enRoom from '../../../locales/en/room.json' with { type: 'json' };
import enStaff from '../../../locales/en/staff.json' with { type: 'json' };
import enTeam from '../../../locales/en/team.json' with { type: 'json' };
import esAttendee from '../../../locales/es/attendee.json' with { type: 'json' };
import esCommon from '../../../locales/es/common.json' with { type: 'json' };
import esEditor from '../../../locales/es/editor.json' with { type: 'json' };
import esErrors from '../../../locales/es/errors.json' with { type: 'json' };
import esEvents from '../../../locales/es/events.json' with { type: 'json' };
import esGuests from '../../../locales/es/guests.json' with { type: 'json' };
import esHouse from '../../../locales/es/house.json' with { type: 'json' };
import esMail from '../../../locales/es/mail.json' with { type: 'json' };
import esMessages from '../../../locales/es/messages.json' with { type: 'json' };
import esPeople from '../../../locales/es/people.json' with { type: 'json' };
import esRoom from '../../../locales/es/room.json' with { type: 'json' };
import esStaff from '../../../locales/es/staff.json' with { type: 'json' };
import esTeam from '../../../locales/es/team.json' with { type: 'json' };
import { makeTranslator, type Namespace } from './make-translator.ts';
import type { Locale } from './locales.ts';

/**
 * The server's translators, one fixed to each language. There is no current language on the server:
 * two visitors are answered at the same time.
 */
const translators: Record<Locale, TFunction<Namespace[]>> = {
  es: makeTranslator('es', {
    attendee: esAttendee,
    common: esCommon,
    editor: esEditor,
    errors: esErrors,
    events: esEvents,
    guests: esGuests,
    house: esHouse,
    mail: esMail,
    messages: esMessages,
    people: esPeople,
    room: esRoom,
    staff: esStaff,
    team: esTeam
  }),
  en: makeTranslator('en', {
    attendee: enAttendee,
    common: enCommon,
    editor: enEditor,
    errors: enErrors,
    events: enEvents,
    guests: enGuests,
    house: enHouse,
    mail: enMail,
    messages: enMessages,
    people: enPeople,
    room: enRoom,
    staff: enStaff,
    team: enTeam
  })
};

/** The translator of one language with every namespace, for mails, commands and refusals. */
export function translatorFor(lang: Locale): TFunction<Namespace[]> {
  return translators[lang];
}
