import { pickText, type FoundText, type Locale } from '../../i18n/locales.ts';
import type { Context } from '../context.ts';
import type { Executor, StaffRole } from '../db/schema.ts';
import { loadTexts } from '../events/event-parts.ts';
import { isAdmin } from './access.ts';

/** `invited`: the link still works; `expired`: nobody used it in time. */
export type MemberState = 'active' | 'disabled' | 'invited' | 'expired';

export interface MemberRole {
  role: StaffRole;
  eventId: string;
  /** The title of the one event it is for; null for every event. */
  event: FoundText | null;
}

export interface Member {
  id: string;
  name: string;
  email: string;
  lang: Locale;
  state: MemberState;
  roles: MemberRole[];
  hasTotp: boolean;
  passkeys: number;
  /** Of a link that waits: the last moment of its use. */
  linkUntil: string | null;
}

const ORDER: readonly StaffRole[] = ['admin', 'organizer', 'moderator', 'interpreter'];

/** Everybody of the staff for an admin, by name; null for everybody else. Four statements, however many there are. */
export async function listTeam(
  context: Context,
  adminId: string,
  lang: Locale
): Promise<Member[] | null> {
  if (!(await isAdmin(context.db, adminId))) return null;
  return loadMembers(context, lang, null);
}

/** One of the staff for an admin; null when there is nobody, and for everybody else. */
export async function findMember(
  context: Context,
  adminId: string,
  userId: string,
  lang: Locale
): Promise<Member | null> {
  if (!(await isAdmin(context.db, adminId))) return null;
  const [member] = await loadMembers(context, lang, userId);
  return member ?? null;
}

async function loadMembers(
  context: Context,
  lang: Locale,
  userId: string | null
): Promise<Member[]> {
  const { db } = context;
  const users = await selectUsers(db)
    .$if(userId !== null, (query) => query.where('staff_users.id', '=', userId))
    .execute();
  const grants = await db
    .selectFrom('staff_roles')
    .selectAll()
    .$if(userId !== null, (query) => query.where('user_id', '=', userId ?? ''))
    .execute();
  const eventIds = [...new Set(grants.flatMap((grant) => grant.event_id || []))];
  const texts = await loadTexts(db, eventIds);
  const titleOf = (eventId: string): FoundText | null => {
    if (eventId === '') return null;
    const own = texts.get(eventId) ?? [];
    const titles = own.flatMap((text) => (text.title ? [[text.lang, text.title]] : []));
    return pickText(Object.fromEntries(titles), lang) ?? { text: own[0]?.slug ?? '…', lang };
  };
  const now = context.now().toISOString();
  return users.map((user) => ({
    id: user.id,
    name: user.name,
    email: user.email,
    lang: user.lang,
    state: stateOf(user, now),
    roles: grants
      .filter((grant) => grant.user_id === user.id)
      .map(({ role, event_id }) => ({ role, eventId: event_id, event: titleOf(event_id) }))
      .sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role)),
    hasTotp: user.totp_sealed !== null,
    passkeys: Number(user.passkeys ?? 0),
    linkUntil: user.link_until !== null && user.link_until > now ? user.link_until : null
  }));
}

function selectUsers(executor: Executor) {
  return executor
    .selectFrom('staff_users')
    .select((eb) => [
      'id',
      'name',
      'email',
      'lang',
      'password_hash',
      'disabled_at',
      'totp_sealed',
      eb
        .selectFrom('staff_passkeys')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .whereRef('staff_passkeys.user_id', '=', 'staff_users.id')
        .as('passkeys'),
      eb
        .selectFrom('staff_links')
        .select(({ fn }) => fn.max('staff_links.expires_at').as('until'))
        .whereRef('staff_links.user_id', '=', 'staff_users.id')
        .as('link_until')
    ])
    .orderBy('name')
    .orderBy('email');
}

function stateOf(
  user: { password_hash: string | null; disabled_at: string | null; link_until: string | null },
  now: string
): MemberState {
  if (user.disabled_at !== null) return 'disabled';
  if (user.password_hash !== null) return 'active';
  return user.link_until !== null && user.link_until > now ? 'invited' : 'expired';
}

/** An event that a role can be given for. */
export interface RoleEvent {
  id: string;
  title: FoundText;
  startsAt: string;
  zone: string;
}

/** As many as a list in a form can hold. */
const OFFERED = 200;

/** The events to come and those of the last month, soonest first: what somebody is invited to work at. */
export async function listRoleEvents({ db, now }: Context, lang: Locale): Promise<RoleEvent[]> {
  const since = new Date(now().getTime() - 30 * 86_400_000).toISOString();
  const events = await db
    .selectFrom('events')
    .select(['id', 'starts_at', 'zone'])
    .where('rehearsal_of', 'is', null)
    .where('ends_at', '>', since)
    .where('status', '<>', 'cancelled')
    .orderBy('starts_at')
    .limit(OFFERED)
    .execute();
  const texts = await loadTexts(
    db,
    events.map(({ id }) => id)
  );
  return events.map(({ id, starts_at, zone }) => {
    const own = texts.get(id) ?? [];
    const titles = own.flatMap((text) => (text.title ? [[text.lang, text.title]] : []));
    const title = pickText(Object.fromEntries(titles), lang);
    return { id, title: title ?? { text: own[0]?.slug ?? '…', lang }, startsAt: starts_at, zone };
  });
}
