import { expect, test } from 'vitest';
import { ANYBODY, DIRECT } from '../../schema/attendee-filter.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { publishEvent } from '../../../../tests/support/events.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { loadEventPage } from '../events/find-event.ts';
import { collectHeld, personByEmail } from '../privacy/held-by-person.ts';
import { erasePerson } from '../privacy/erase.ts';
import { purgePersonalData } from '../privacy/purge.ts';
import { confirmDraft, draftRsvp, draftToken } from '../rsvps/rsvp-drafts.ts';
import { listAttendees } from '../rsvps/attendee-list.ts';
import { exportAttendees } from '../rsvps/export-attendees.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { countBySource, listSources } from './event-sources.ts';
import { loadPartnerSheet } from './event-partners.ts';
import { addPartner, listPartner, removePartner } from './save-partners.ts';

const NEW = { added: { name: 'Red de Madres', url: 'https://madres.example.org' } };

onBothDatabases('partner organisations', (setUp) => {
  async function house() {
    const context = await setUp();
    const [eventId, other] = [
      await publishEvent(context, { slug: 'mesa' }),
      await publishEvent(context, { slug: 'otra' })
    ];
    const { id: staffId } = await addStaff(context, 'organizer');
    const added = await addPartner(context, staffId, eventId, NEW);
    if (!added.ok) throw new Error(added.code);
    return { context, eventId, other, staffId, slug: added.slug };
  }

  test('have a link each, and what comes by it is counted beside what comes by itself', async () => {
    const { context, eventId, slug } = await house();
    expect(slug).toBe('red-de-madres');
    for (const [number, via] of [slug, slug, null, 'invented'].entries())
      await register(context, eventId, `p${number}@example.org`, via);
    expect(await loadPartnerSheet(context, eventId)).toMatchObject({
      partners: [{ slug, name: 'Red de Madres', listed: true, rsvps: 2 }],
      direct: 2,
      former: []
    });
  });

  test('count only at the events that they take part in', async () => {
    const { context, other, staffId, slug } = await house();
    await register(context, other, 'ana@example.org', slug);
    expect(await loadPartnerSheet(context, other)).toMatchObject({ partners: [], direct: 1 });
    expect(await addPartner(context, staffId, other, { slug })).toEqual({ ok: true, slug });
    await register(context, other, 'beto@example.org', slug);
    expect(await loadPartnerSheet(context, other)).toMatchObject({ partners: [{ rsvps: 1 }] });
  });

  test('count who confirms by mail in a flood', async () => {
    const { context, eventId, slug } = await house();
    await draftRsvp(context, registration(eventId, 'ana@example.org', slug));
    const draft = await context.db.selectFrom('rsvp_drafts').select('id').executeTakeFirstOrThrow();
    await confirmDraft(context, draftToken(context, draft.id), () => Promise.resolve(null));
    expect(await loadPartnerSheet(context, eventId)).toMatchObject({ partners: [{ rsvps: 1 }] });
  });

  test('keep their number when they leave the event, and when its people are deleted', async () => {
    const { context, eventId, staffId, slug } = await house();
    await register(context, eventId, 'ana@example.org', slug);
    await register(context, eventId, 'beto@example.org', slug);
    await register(context, eventId, 'caro@example.org', null);
    await removePartner(context, staffId, eventId, slug);
    const after = { partners: [], former: [{ name: 'Red de Madres', rsvps: 2 }], direct: 1 };
    expect(await loadPartnerSheet(context, eventId)).toMatchObject(after);
    context.setNow('2026-11-25T12:00:00.000Z');
    await erasePerson(context, personByEmail(context, 'ana@example.org'));
    expect(await loadPartnerSheet(context, eventId)).toMatchObject(after);
    context.setNow('2027-02-01T00:00:00.000Z');
    await purgePersonalData(context);
    expect(await context.db.selectFrom('rsvps').selectAll().execute()).toEqual([]);
    expect(await loadPartnerSheet(context, eventId)).toMatchObject(after);
  });

  test('are what a list is filtered by and shows, also after they have left', async () => {
    const { context, eventId, staffId, slug } = await house();
    await register(context, eventId, 'ana@example.org', slug);
    await register(context, eventId, 'caro@example.org', null);
    await removePartner(context, staffId, eventId, slug);
    expect(await listSources(context.db, eventId)).toEqual([
      { source: slug, name: 'Red de Madres', isFormer: true }
    ]);
    const shown = async (source: string | null) => {
      const wanted = { sort: 'old', columns: ['source'], after: null } as const;
      const page = await listAttendees(context, eventId, { ...ANYBODY, source }, wanted);
      expect(page.total).toBe(page.attendees.length);
      return page.attendees.map((attendee) => attendee.source).sort();
    };
    expect(await shown(null)).toEqual(['Red de Madres', null]);
    expect(await shown(slug)).toEqual(['Red de Madres']);
    expect(await shown(DIRECT)).toEqual([null]);
    expect(await shown('invented')).toEqual([]);
    const filter = { ...ANYBODY, source: slug };
    const { batches } = await exportAttendees(context, staffId, eventId, filter);
    const rows = (await Array.fromAsync(batches)).flat();
    expect(rows).toMatchObject([{ email: 'ana@example.org', source: slug }]);
  });

  test('stand in their order with their numbers, then those that left, then no link', async () => {
    const { context, eventId, staffId, slug } = await house();
    await register(context, eventId, 'ana@example.org', slug);
    await removePartner(context, staffId, eventId, slug);
    for (const name of ['Zapata', 'Aurora'])
      await addPartner(context, staffId, eventId, { added: { name, url: null } });
    await register(context, eventId, 'beto@example.org', 'aurora');
    const counts = await countBySource(context.db, eventId);
    expect(counts.map(({ partner, rsvps }) => [partner?.name, partner?.isFormer, rsvps])).toEqual([
      ['Zapata', false, 0],
      ['Aurora', false, 1],
      ['Red de Madres', true, 1],
      [undefined, undefined, 0]
    ]);
  });

  test('are told to the person who came by their link, with all else that is held', async () => {
    const { context, eventId, slug } = await house();
    await register(context, eventId, 'ana@example.org', slug);
    const held = await collectHeld(context, personByEmail(context, 'ana@example.org'), 'es');
    expect(held.rsvps).toMatchObject([{ via: 'Red de Madres' }]);
  });

  test('stand on the page of the event unless they would rather not', async () => {
    const { context, eventId, staffId, slug } = await house();
    expect((await loadEventPage(context, eventId, 'en'))?.partners).toEqual([
      { name: 'Red de Madres', url: 'https://madres.example.org' }
    ]);
    await listPartner(context, staffId, eventId, slug, false);
    expect((await loadEventPage(context, eventId, 'en'))?.partners).toEqual([]);
    await register(context, eventId, 'ana@example.org', slug);
    expect(await loadPartnerSheet(context, eventId)).toMatchObject({ partners: [{ rsvps: 1 }] });
  });

  test('are added and removed by the organizers of that event only, and it is written down', async () => {
    const { context, eventId, other, slug } = await house();
    const { id } = await addStaff(context, 'organizer', other);
    const moderator = await addStaff(context, 'moderator');
    for (const stranger of [id, moderator.id]) {
      expect(await addPartner(context, stranger, eventId, { slug })).toMatchObject({ ok: false });
      expect(await removePartner(context, stranger, eventId, slug)).toMatchObject({ ok: false });
      expect(await listPartner(context, stranger, eventId, slug, false)).toMatchObject({
        ok: false
      });
    }
    expect((await loadPartnerSheet(context, eventId)).partners).toHaveLength(1);
    const log = await context.db.selectFrom('audit_log').select('what').orderBy('what').execute();
    expect(log.map((entry) => entry.what).filter((what) => what.startsWith('partner'))).toEqual([
      'partner_added',
      'partner_link_made'
    ]);
  });

  test('are at an event once', async () => {
    const { context, eventId, staffId, slug } = await house();
    expect(await addPartner(context, staffId, eventId, { slug })).toEqual({
      ok: false,
      code: 'present'
    });
  });
});

function registration(eventId: string, email: string, via: string | null) {
  return {
    eventId,
    email,
    via,
    lang: 'es' as const,
    listen: 'es' as const,
    name: null,
    needs: null,
    news: false,
    question: null
  };
}

async function register(
  context: TestContext,
  eventId: string,
  email: string,
  via: string | null
): Promise<void> {
  const outcome = await registerAttendee(context, registration(eventId, email, via));
  if (!outcome.ok) throw new Error(outcome.code);
}
