import { expect, test } from 'vitest';
import {
  countStates,
  mailKinds,
  publishPanel,
  registerAll,
  registration,
  tokenOf
} from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { inTransaction } from '../db/transaction.ts';
import { cancelRsvp } from './cancel-rsvp.ts';
import { findRsvpByToken } from './find-rsvp.ts';
import { acceptOffer, declineOffer, expireOffers } from './offers.ts';
import { registerAttendee } from './register-attendee.ts';
import { promoteWaitlist } from './waitlist.ts';

onBothDatabases('the private link', (setUp) => {
  test('shows what we hold on the person, in the language asked for', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await registerAttendee(
      context,
      registration(eventId, { name: 'Ana', needs: 'Subtítulos', news: true })
    );
    const view = await findRsvpByToken(
      context,
      await tokenOf(context, eventId, 'ana@example.org'),
      'en'
    );
    expect(view).toMatchObject({
      status: 'confirmed',
      holdsSeat: true,
      position: null,
      offer: null,
      name: 'Ana',
      email: 'ana@example.org',
      needs: 'Subtítulos',
      news: true,
      deletedAt: '2027-01-01T01:30:00.000Z',
      event: {
        id: eventId,
        title: { text: 'The end of the Mérida Initiative', lang: 'en' },
        when: { type: 'timed' }
      }
    });
  });

  test('of anyone else shows nothing', async () => {
    const context = await setUp();
    await publishPanel(context);
    expect(await findRsvpByToken(context, 'guess')).toBeNull();
    expect(await cancelRsvp(context, 'guess')).toEqual({ ok: false, code: 'not_found' });
    expect(await acceptOffer(context, '')).toEqual({ ok: false, code: 'not_found' });
  });

  test('shows the turn in the line', async () => {
    const context = await setUp();
    const { tokens } = await fullEvent(context, {}, 3);
    const views = await Promise.all(tokens.map((token) => findRsvpByToken(context, token)));
    expect(views.map((view) => view?.position)).toEqual([null, 1, 2]);
  });

  test('works while the event is a draft again', async () => {
    const context = await setUp();
    const { tokens } = await fullEvent(context, {}, 1);
    await context.db.updateTable('events').set({ status: 'draft' }).execute();
    expect(await findRsvpByToken(context, tokens[0] ?? '')).toMatchObject({
      event: { status: 'draft' }
    });
  });
});

onBothDatabases('cancelling', (setUp) => {
  test('gives the seat to the first in line, with a mail to both', async () => {
    const context = await setUp();
    const {
      eventId,
      tokens: [ana = '', beto = '', caro = '']
    } = await fullEvent(context, {}, 3);
    expect(await cancelRsvp(context, ana)).toEqual({ ok: true });
    expect(await states(context, [ana, beto, caro])).toEqual([
      'cancelled',
      'confirmed',
      'waitlisted'
    ]);
    expect((await mailKinds(context)).toSorted()).toEqual([
      'cancelled',
      'confirmed',
      'promoted',
      'waitlisted',
      'waitlisted'
    ]);
    expect(await countStates(context, eventId)).toEqual({
      cancelled: 1,
      confirmed: 1,
      waitlisted: 1
    });
  });

  test('twice, also at once, is one mail and one promotion', async () => {
    const context = await setUp();
    const {
      tokens: [ana = '', beto = '', caro = '']
    } = await fullEvent(context, {}, 3);
    await Promise.all([
      cancelRsvp(context, ana),
      cancelRsvp(context, ana),
      cancelRsvp(context, ana)
    ]);
    expect(await states(context, [ana, beto, caro])).toEqual([
      'cancelled',
      'confirmed',
      'waitlisted'
    ]);
    expect((await mailKinds(context)).filter((kind) => kind === 'cancelled')).toHaveLength(1);
  });

  test('a turn in the line frees no seat', async () => {
    const context = await setUp();
    const {
      tokens: [ana = '', beto = '', caro = '']
    } = await fullEvent(context, {}, 3);
    await cancelRsvp(context, beto);
    expect(await states(context, [ana, beto, caro])).toEqual([
      'confirmed',
      'cancelled',
      'waitlisted'
    ]);
  });

  test('promotes nobody into an event that is over', async () => {
    const context = await setUp();
    const {
      tokens: [ana = '', beto = '']
    } = await fullEvent(context, {}, 2);
    context.setNow('2026-12-03T00:00:00.000Z');
    await cancelRsvp(context, ana);
    expect(await states(context, [ana, beto])).toEqual(['cancelled', 'waitlisted']);
  });

  test('a raised capacity promotes as many as fit', async () => {
    const context = await setUp();
    const { eventId, tokens } = await fullEvent(context, {}, 4);
    const moved = await inTransaction(context.db, async (trx) => {
      await trx.updateTable('events').set({ capacity: 3 }).execute();
      return await promoteWaitlist(trx, context, eventId);
    });
    expect(moved).toBe(2);
    expect(await states(context, tokens)).toEqual([
      'confirmed',
      'confirmed',
      'confirmed',
      'waitlisted'
    ]);
  });
});

onBothDatabases('an offered seat', (setUp) => {
  test('is kept for a day and taken by the person', async () => {
    const context = await setUp();
    const {
      tokens: [ana = '', beto = '']
    } = await fullEvent(context, { waitlist: 'offer' }, 2);
    await cancelRsvp(context, ana);
    expect(await findRsvpByToken(context, beto)).toMatchObject({
      status: 'offered',
      holdsSeat: true,
      offer: { expiresAt: '2026-11-25T18:00:00.000Z', open: true }
    });
    expect(await acceptOffer(context, beto)).toEqual({ ok: true });
    expect(await acceptOffer(context, beto)).toEqual({ ok: true });
    expect(await states(context, [beto])).toEqual(['confirmed']);
    expect((await mailKinds(context)).filter((kind) => kind === 'confirmed')).toHaveLength(2);
  });

  test('is kept for half the time that is left when the event is near', async () => {
    const context = await setUp();
    const {
      tokens: [ana = '', beto = '']
    } = await fullEvent(context, { waitlist: 'offer' }, 2);
    context.setNow('2026-12-01T22:00:00.000Z');
    await cancelRsvp(context, ana);
    expect(await findRsvpByToken(context, beto)).toMatchObject({
      offer: { expiresAt: '2026-12-01T23:00:00.000Z' }
    });
  });

  test('is simply given once the event runs', async () => {
    const context = await setUp();
    const {
      tokens: [ana = '', beto = '']
    } = await fullEvent(context, { waitlist: 'offer' }, 2);
    context.setNow('2026-12-02T00:10:00.000Z');
    await cancelRsvp(context, ana);
    expect(await states(context, [beto])).toEqual(['confirmed']);
  });

  test('goes to the next when it is declined', async () => {
    const context = await setUp();
    const {
      tokens: [ana = '', beto = '', caro = '']
    } = await fullEvent(context, { waitlist: 'offer' }, 3);
    await cancelRsvp(context, ana);
    expect(await declineOffer(context, beto)).toEqual({ ok: true });
    expect(await declineOffer(context, beto)).toEqual({ ok: true });
    expect(await states(context, [beto, caro])).toEqual(['cancelled', 'offered']);
    expect(await acceptOffer(context, beto)).toEqual({ ok: false, code: 'no_offer' });
  });

  test('goes to the next when its time is over, once, and nobody is put back into the line', async () => {
    const context = await setUp();
    const {
      eventId,
      tokens: [ana = '', beto = '', caro = '', dani = '']
    } = await fullEvent(context, { waitlist: 'offer' }, 4);
    await cancelRsvp(context, ana);
    context.setNow('2026-11-25T18:00:00.000Z');
    expect(await acceptOffer(context, beto)).toEqual({ ok: false, code: 'offer_expired' });
    expect(await expireOffers(context)).toBe(1);
    expect(await expireOffers(context)).toBe(0);
    expect(await states(context, [beto, caro, dani])).toEqual([
      'cancelled',
      'offered',
      'waitlisted'
    ]);
    expect((await mailKinds(context)).filter((kind) => kind === 'offered')).toHaveLength(2);
    expect(await countStates(context, eventId)).toEqual({
      cancelled: 2,
      offered: 1,
      waitlisted: 1
    });
  });

  test('is never offered to two people, whoever answers when', async () => {
    const context = await setUp();
    const {
      eventId,
      tokens: [ana = '', beto = '']
    } = await fullEvent(context, { waitlist: 'offer' }, 4);
    await cancelRsvp(context, ana);
    context.setNow('2026-11-25T17:59:59.000Z');
    await Promise.all([
      acceptOffer(context, beto),
      declineOffer(context, beto),
      expireOffers(context),
      cancelRsvp(context, beto)
    ]);
    const { confirmed = 0, offered = 0 } = await countStates(context, eventId);
    expect(confirmed + offered).toBe(1);
  });
});

/** An event of one seat with so many people: the first has it, the others wait. */
async function fullEvent(
  context: TestContext,
  values: Parameters<typeof publishPanel>[1],
  people: number
) {
  const eventId = await publishPanel(context, { capacity: 1, ...values });
  const names = ['ana', 'beto', 'caro', 'dani'].slice(0, people);
  return {
    eventId,
    tokens: await registerAll(
      context,
      eventId,
      names.map((name) => `${name}@example.org`)
    )
  };
}

async function states(context: TestContext, tokens: string[]) {
  return await Promise.all(
    tokens.map(async (token) => (await findRsvpByToken(context, token))?.status)
  );
}
