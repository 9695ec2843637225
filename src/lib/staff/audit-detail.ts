import type { Translate } from '../i18n/make-translator.ts';

type Detail = Record<string, string | number>;

/** What belongs to an entry of the audit log, in words: “formato: csv · cuántas: 12”. */
export function auditDetail(detail: Detail, t: Translate): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== '' && value !== 0)
    .map(([name, value]) => `${label(name, t)}: ${said(name, value, t)}`)
    .join(' · ');
}

function label(name: string, t: Translate): string {
  return t(`team:audit.detail.${name}` as 'team:audit.detail.count');
}

function said(name: string, value: string | number, t: Translate): string {
  const text = String(value);
  if (name === 'action')
    return t([
      `team:audit.decision.${text}` as 'team:audit.decision.change',
      'team:audit.decision.change'
    ]);
  if (name === 'method')
    return t([`team:audit.method.${text}` as 'team:audit.method.link', 'team:audit.method.link']);
  const roles = text.split(' ');
  const areRoles = roles.every((role) => ROLES.includes(role));
  return areRoles
    ? roles.map((role) => t(`team:role.${role}` as 'team:role.admin')).join(', ')
    : text;
}

const ROLES = ['admin', 'organizer', 'moderator', 'interpreter'];
