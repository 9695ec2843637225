import { expect, test } from 'vitest';
import { publishPanel, registerAll } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import type { Transport } from './message.ts';
import { loadOutboxState } from './outbox-state.ts';
import { sendDueMails } from './send-due.ts';

onBothDatabases('the outbox', (setUp) => {
  test('shows an organizer what waits and what failed, with codes and without a person', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await registerAll(context, eventId, [
      'ana@example.org',
      'beto@example.org',
      'caro@example.org'
    ]);
    await sendDueMails(context, refusing({ 'ana@example.org': 550, 'beto@example.org': 451 }));
    const { id } = await addStaff(context, 'organizer', eventId);
    const state = await loadOutboxState(context, id, 'es');
    expect(state?.counts).toEqual({ pending: 1, sent: 1, failed: 1, dropped: 0 });
    expect(state?.troubled).toMatchObject([
      { status: 'failed', kind: 'confirmed', code: '550 RCPT TO', event: { lang: 'es' } },
      {
        status: 'pending',
        attempts: 1,
        code: '451 RCPT TO',
        nextAt: expect.stringMatching(/^2026-11-24T18:0[01]/)
      }
    ]);
    expect(JSON.stringify(state)).not.toMatch(/@|ana|beto|caro/);
  });

  test('is nothing to moderators, and to an organizer of another event it is empty', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await registerAll(context, eventId, ['ana@example.org']);
    const moderator = await addStaff(context, 'moderator', eventId);
    const elsewhere = await addStaff(context, 'organizer', await publishPanel(context));
    const admin = await addStaff(context, 'admin');
    expect(await loadOutboxState(context, moderator.id, 'es')).toBeNull();
    expect((await loadOutboxState(context, elsewhere.id, 'es'))?.counts.pending).toBe(0);
    expect((await loadOutboxState(context, admin.id, 'es'))?.counts.pending).toBe(1);
    await disable(context, admin.id);
    expect(await loadOutboxState(context, admin.id, 'es')).toBeNull();
  });
});

/** A server that refuses some addresses. */
function refusing(codes: Record<string, number>): Transport {
  return {
    async send({ to }) {
      const responseCode = codes[to.address];
      const text = `${responseCode} <${to.address}>`;
      if (responseCode)
        throw Object.assign(new Error(text), {
          responseCode,
          code: 'EENVELOPE',
          command: 'RCPT TO'
        });
    },
    async close() {}
  };
}

async function disable(context: TestContext, id: string): Promise<void> {
  const now = context.now().toISOString();
  await context.db
    .updateTable('staff_users')
    .set({ disabled_at: now })
    .where('id', '=', id)
    .execute();
}
