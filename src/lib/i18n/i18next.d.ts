import 'i18next';
import type common from '../../../locales/en/common.json';
import type editor from '../../../locales/en/editor.json';
import type errors from '../../../locales/en/errors.json';
import type events from '../../../locales/en/events.json';
import type guests from '../../../locales/en/guests.json';
import type house from '../../../locales/en/house.json';
import type mail from '../../../locales/en/mail.json';
import type attendee from '../../../locales/en/attendee.json';
import type messages from '../../../locales/en/messages.json';
import type people from '../../../locales/en/people.json';
import type room from '../../../locales/en/room.json';
import type staff from '../../../locales/en/staff.json';
import type team from '../../../locales/en/team.json';

/** Wrong keys do not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      common: typeof common;
      editor: typeof editor;
      errors: typeof errors;
      events: typeof events;
      guests: typeof guests;
      house: typeof house;
      mail: typeof mail;
      attendee: typeof attendee;
      messages: typeof messages;
      people: typeof people;
      room: typeof room;
      staff: typeof staff;
      team: typeof team;
    };
    returnNull: false;
  }
}
