import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { countStatements } from '../../../../tests/support/statements.ts';
import { hasRole, MODERATING } from './access.ts';
import { disableStaff, enableStaff } from './disable.ts';
import { inviteStaff, sendLinkAgain, withdrawInvitation, type Invitation } from './invite.ts';
import { removeFactors } from './remove-factors.ts';
import { grantRole, withdrawRole } from './roles.ts';
import { openSessions } from './sessions.ts';
import { findMember, listRoleEvents, listTeam } from './team.ts';
import { acceptWelcome, findWelcome } from './welcome.ts';

const PASSWORD = 'tinta y papel';
const ADMIN = { role: 'admin', eventId: '' } as const;

onBothDatabases('an invitation', (setUp) => {
  test('is an account without a password, its roles, and one mail with the link', async () => {
    const { context, admin, eventId, invite } = await house(setUp);
    const { userId, token } = await invite({ eventIds: [eventId, eventId] });
    expect(await findMember(context, admin.id, userId, 'es')).toMatchObject({
      name: 'Vera',
      email: 'vera@example.org',
      lang: 'en',
      state: 'invited',
      roles: [{ role: 'moderator', eventId, event: { text: 'Mesa' } }]
    });
    expect(await findWelcome(context, token)).toMatchObject({ name: 'Vera', isNew: true });
    const mails = await context.db.selectFrom('mail_outbox').selectAll().execute();
    expect(mails).toMatchObject([{ kind: 'staff_link', lang: 'en', status: 'pending' }]);
    expect(JSON.stringify(mails)).not.toContain(token);
    const stored = await context.db.selectFrom('staff_links').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  test('opens once, and only within three days', async () => {
    const { context, admin, invite } = await house(setUp);
    const { userId, token } = await invite();
    expect(await acceptWelcome(context, token, PASSWORD)).toMatchObject({ ok: true, userId });
    expect(await acceptWelcome(context, token, PASSWORD)).toEqual({ ok: false, code: 'link_used' });
    expect((await findMember(context, admin.id, userId, 'es'))?.state).toBe('active');

    const late = await invite({ email: 'late@example.org' });
    context.setNow('2026-11-27T18:00:01.000Z');
    expect(await acceptWelcome(context, late.token, PASSWORD)).toMatchObject({ ok: false });
    expect((await findMember(context, admin.id, late.userId, 'es'))?.state).toBe('expired');
  });

  test('sent again ends the first link', async () => {
    const { context, admin, invite } = await house(setUp);
    const { userId, token } = await invite();
    const again = await sendLinkAgain(context, admin.id, userId);
    expect(await findWelcome(context, token)).toBeNull();
    expect(again.ok && (await findWelcome(context, again.token))).toMatchObject({ name: 'Vera' });
  });

  test('is for others: an own password is asked for before it changes', async () => {
    const { context, admin } = await house(setUp);
    const forbidden = { ok: false, code: 'forbidden' };
    expect(await sendLinkAgain(context, admin.id, admin.id)).toEqual(forbidden);
    expect(await removeFactors(context, admin.id, admin.id)).toEqual(forbidden);
    expect(await context.db.selectFrom('staff_links').selectAll().execute()).toEqual([]);
  });

  test('withdrawn leaves nothing, and the address is free', async () => {
    const { context, admin, invite } = await house(setUp);
    const { userId, token } = await invite();
    expect(await withdrawInvitation(context, admin.id, userId)).toEqual({ ok: true });
    expect(await findWelcome(context, token)).toBeNull();
    expect(await findMember(context, admin.id, userId, 'es')).toBeNull();
    await invite();
  });

  test('that was accepted cannot be withdrawn', async () => {
    const { context, admin, invite } = await house(setUp);
    const { userId, token } = await invite();
    await acceptWelcome(context, token, PASSWORD);
    expect(await withdrawInvitation(context, admin.id, userId)).toMatchObject({
      code: 'not_found'
    });
  });

  test('is refused for a known address, without an event, and by anybody but an admin', async () => {
    const { context, admin, eventId, base } = await house(setUp);
    await inviteStaff(context, admin.id, base);
    const other = { ...base, email: 'other@example.org' };
    for (const [by, invitation, code] of [
      [admin.id, { ...base, email: 'VERA@example.org' }, 'email_taken'],
      [admin.id, { ...other, eventIds: [] }, 'event_missing'],
      [admin.id, { ...other, eventIds: [eventId, 'nothing'] }, 'event_missing'],
      [(await addStaff(context, 'organizer')).id, other, 'forbidden'],
      [(await addStaff(context, 'admin', eventId)).id, other, 'forbidden']
    ] as const)
      expect(await inviteStaff(context, by, invitation)).toEqual({ ok: false, code });
  });

  test('lets nobody past a second factor that they have already', async () => {
    const { context, admin, invite } = await house(setUp);
    const { userId, token } = await invite();
    await acceptWelcome(context, token, PASSWORD);
    const session = await openSessions(context).start(userId);
    await context.db.updateTable('staff_users').set({ totp_sealed: 'x' }).execute();
    const link = await sendLinkAgain(context, admin.id, userId);
    const accepted = await acceptWelcome(context, link.ok ? link.token : '', 'otra frase larga');
    expect(accepted).toMatchObject({ ok: true, hasSecondFactor: true });
    expect(accepted.ok && accepted.endedSessions).toHaveLength(1);
    expect(await openSessions(context).validate(session)).toBeNull();
  });
});

onBothDatabases('the second step of a colleague', (setUp) => {
  test('goes by an admin, with the passkeys that somebody else may have added', async () => {
    const { context, admin } = await house(setUp);
    const vera = await addStaff(context, 'moderator');
    await context.db
      .updateTable('staff_users')
      .set({ totp_sealed: 'sealed', totp_step: 1 })
      .where('id', '=', vera.id)
      .execute();
    const key = { user_id: vera.id, label: 'Llave', public_key: 'key', counter: 0 };
    const times = { created_at: '2026-11-24T18:00:00.000Z', used_at: null };
    await context.db
      .insertInto('staff_passkeys')
      .values({ id: 'passkey', ...key, ...times, transports: '[]' })
      .execute();
    expect(await removeFactors(context, vera.id, vera.id)).toMatchObject({ code: 'forbidden' });
    expect(await removeFactors(context, admin.id, vera.id)).toEqual({ ok: true });
    expect(await findMember(context, admin.id, vera.id, 'es')).toMatchObject({
      hasTotp: false,
      passkeys: 0
    });
    expect(await removeFactors(context, admin.id, vera.id)).toMatchObject({ code: 'not_found' });
  });
});

onBothDatabases('a role', (setUp) => {
  test('is in force at once, given and taken', async () => {
    const { context, admin, eventId } = await house(setUp);
    const vera = await addStaff(context, 'interpreter', eventId);
    const may = () => hasRole(context.db, vera.id, eventId, MODERATING);
    const grant = { role: 'moderator', eventId } as const;
    expect(await may()).toBe(false);
    expect(await grantRole(context, admin.id, vera.id, grant)).toEqual({ ok: true });
    expect(await grantRole(context, admin.id, vera.id, grant)).toEqual({ ok: true });
    expect(await may()).toBe(true);
    expect(await withdrawRole(context, admin.id, vera.id, grant)).toEqual({ ok: true });
    expect(await may()).toBe(false);
    const log = await context.db
      .selectFrom('audit_log')
      .select(['detail', 'event_id', 'subject_id'])
      .where('what', '=', 'roles_changed')
      .execute();
    expect(log.map(({ detail }) => detail).sort()).toEqual([
      '{"from":"moderator"}',
      '{"to":"moderator"}'
    ]);
    expect(log[0]).toMatchObject({ event_id: eventId, subject_id: vera.id });
  });

  test('of the last admin stays, whoever tries', async () => {
    const { context, admin } = await house(setUp);
    const take = (id: string) => withdrawRole(context, admin.id, id, ADMIN);
    expect(await take(admin.id)).toEqual({ ok: false, code: 'last_admin' });
    expect(await disableStaff(context, null, admin.id)).toMatchObject({ code: 'last_admin' });

    const second = await addStaff(context, 'admin');
    await disableStaff(context, admin.id, second.id);
    expect(await take(admin.id)).toEqual({ ok: false, code: 'last_admin' });
    await enableStaff(context, admin.id, second.id);
    expect(await take(admin.id)).toEqual({ ok: true });
    expect(await withdrawRole(context, second.id, second.id, ADMIN)).toMatchObject({
      code: 'last_admin'
    });
  });

  test('of an admin who was only invited makes nobody dispensable', async () => {
    const { context, admin, invite } = await house(setUp);
    await invite({ role: 'admin' });
    expect(await withdrawRole(context, admin.id, admin.id, ADMIN)).toMatchObject({
      code: 'last_admin'
    });
  });

  test('cannot be taken from each other by two admins at once', async () => {
    const { context, admin } = await house(setUp);
    const second = await addStaff(context, 'admin');
    const outcomes = await Promise.all([
      withdrawRole(context, admin.id, second.id, ADMIN),
      withdrawRole(context, second.id, admin.id, ADMIN)
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('is no organizer’s to give, and none of an event that is not there', async () => {
    const { context, admin, eventId } = await house(setUp);
    const organizer = await addStaff(context, 'organizer');
    const grant = { role: 'moderator', eventId } as const;
    for (const [by, given, code] of [
      [organizer.id, grant, 'forbidden'],
      [organizer.id, ADMIN, 'forbidden'],
      [admin.id, { ...grant, eventId: 'nothing' }, 'event_missing'],
      [admin.id, { role: 'admin', eventId }, 'event_missing'],
      [admin.id, { ...grant, eventId: '' }, 'event_missing']
    ] as const)
      expect(await grantRole(context, by, organizer.id, given)).toEqual({ ok: false, code });
    expect(await grantRole(context, admin.id, 'nobody', grant)).toMatchObject({
      code: 'not_found'
    });
  });
});

onBothDatabases('a disabled account', (setUp) => {
  test('loses sessions and links at once, and gets its roles back', async () => {
    const { context, admin } = await house(setUp);
    const vera = await addStaff(context, 'organizer');
    const sessions = openSessions(context);
    const token = await sessions.start(vera.id);
    const link = await sendLinkAgain(context, admin.id, vera.id);
    expect(await disableStaff(context, admin.id, vera.id)).toEqual({ ok: true });
    expect(await sessions.validate(token)).toBeNull();
    expect(await enableStaff(context, admin.id, vera.id)).toEqual({ ok: true });
    expect(await sessions.validate(token)).toBeNull();
    expect(link.ok && (await findWelcome(context, link.token))).toBeNull();
    expect(await hasRole(context.db, vera.id, '', ['organizer'])).toBe(true);
    expect(await disableStaff(context, vera.id, admin.id)).toMatchObject({ code: 'forbidden' });
  });
});

onBothDatabases('the list of the team', (setUp) => {
  test('is an admin’s alone and takes as many statements for many as for one', async () => {
    const { context, admin, eventId } = await house(setUp);
    const { counted, kinds } = countStatements(context);
    await listTeam(counted, admin.id, 'es');
    const few = kinds.length;
    for (let index = 0; index < 12; index++)
      await addStaff(context, 'moderator', index % 2 ? eventId : '');
    kinds.length = 0;
    expect(await listTeam(counted, admin.id, 'es')).toHaveLength(13);
    expect(kinds.length).toBeLessThanOrEqual(few + 1);
    expect(await listTeam(context, (await addStaff(context, 'organizer')).id, 'es')).toBeNull();
    expect(await listRoleEvents(context, 'es')).toMatchObject([{ id: eventId }]);
  });
});

async function house(setUp: () => Promise<TestContext>) {
  const context = await setUp();
  const admin = await addStaff(context, 'admin');
  const eventId = await publishEvent(context, { slug: 'mesa', title: 'Mesa' });
  const base: Invitation = {
    email: 'vera@example.org',
    name: 'Vera',
    lang: 'en',
    role: 'moderator',
    eventIds: [eventId]
  };
  const invite = async (values: Partial<Invitation> = {}) => {
    const outcome = await inviteStaff(context, admin.id, { ...base, ...values });
    if (!outcome.ok) throw new Error(outcome.code);
    return outcome;
  };
  return { context, admin, eventId, base, invite };
}
