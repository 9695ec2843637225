import { expect, test } from 'vitest';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { inviteStaff, sendLinkAgain, withdrawInvitation } from '../staff/invite.ts';
import { acceptWelcome } from '../staff/welcome.ts';
import type { Mail } from './message.ts';
import { sendDueMails } from './send-due.ts';

onBothDatabases('the mail with a link for staff', (setUp) => {
  test('is in the language of who gets it, and nothing of it stays once it is sent', async () => {
    const { context, invite, send } = await house(setUp);
    const { token } = await invite('en');
    const [mail] = await send();
    expect(mail).toMatchObject({
      to: { name: 'Vera', address: 'vera@example.org' },
      subject: 'You are invited to the team on Encuentro',
      lang: 'en',
      calendar: null
    });
    for (const part of [mail?.text, mail?.html])
      expect(part).toContain(`https://hub.example.org/en/staff/welcome/${token}`);
    expect(await context.db.selectFrom('mail_outbox').selectAll().execute()).toMatchObject([
      { status: 'sent', payload_sealed: '' }
    ]);
  });

  test('says another thing to who has a password', async () => {
    const { context, admin, invite, send } = await house(setUp);
    const { userId, token } = await invite('es');
    await acceptWelcome(context, token, 'tinta y papel');
    await sendLinkAgain(context, admin.id, userId);
    expect((await send()).map(({ subject }) => subject)).toEqual([
      'Elige otra contraseña en Encuentro'
    ]);
  });

  test('is not sent once its link opens nothing: replaced, used, withdrawn, or over', async () => {
    const { context, admin, invite, send } = await house(setUp);
    const first = await invite('es');
    await sendLinkAgain(context, admin.id, first.userId);
    expect(await send()).toHaveLength(1);
    await sendLinkAgain(context, admin.id, first.userId);
    await withdrawInvitation(context, admin.id, first.userId);
    expect(await send()).toEqual([]);
    const used = await invite('es');
    await acceptWelcome(context, used.token, 'tinta y papel');
    expect(await send()).toEqual([]);
    await context.db.deleteFrom('staff_users').where('id', '=', used.userId).execute();
    await invite('es');
    context.setNow('2026-11-28T18:00:00.000Z');
    expect(await send()).toEqual([]);
    const rows = await context.db.selectFrom('mail_outbox').select(['status', 'error']).execute();
    expect(rows.filter(({ error }) => error === 'link_over')).toHaveLength(4);
  });
});

async function house(setUp: () => Promise<TestContext>) {
  const context = await setUp();
  const admin = await addStaff(context, 'admin');
  const invite = async (lang: 'es' | 'en') => {
    const outcome = await inviteStaff(context, admin.id, {
      email: 'vera@example.org',
      name: 'Vera',
      lang,
      role: 'organizer',
      eventIds: []
    });
    if (!outcome.ok) throw new Error(outcome.code);
    return outcome;
  };
  const send = async (): Promise<Mail[]> => {
    const sent: Mail[] = [];
    await sendDueMails(context, {
      send: async (mail) => void sent.push(mail),
      close: async () => undefined
    });
    return sent;
  };
  return { context, admin, invite, send };
}
