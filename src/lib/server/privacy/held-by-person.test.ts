import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  decideAtTheDoor,
  publishPanel,
  registerAll,
  registration
} from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { askQuestion } from '../questions/ask-question.ts';
import { issueViewerToken, viewerIdOf } from '../rooms/viewer-identity.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { draftRsvp } from '../rsvps/rsvp-drafts.ts';
import { collectHeld, findPersonByLink, personByEmail } from './held-by-person.ts';

onBothDatabases('on a browser that two people share', (setUp) => {
  test('each link shows what was asked in the rooms of its own person', async () => {
    const context = await setUp();
    const viewerToken = issueViewerToken(context.keys);
    const [one, two] = [await publishPanel(context), await publishPanel(context)];
    const [ana = ''] = await registerAll(context, one, ['ana@example.org']);
    const [ben = ''] = await registerAll(context, two, ['ben@example.org']);
    await askIn(context, one, viewerToken, '¿Pregunta de Ana?');
    await askIn(context, two, viewerToken, '¿Pregunta de Ben?');
    const browser = { links: [ana, ben], viewerToken };
    expect(await questionsFor(context, ana, browser)).toEqual(['¿Pregunta de Ana?']);
    expect(await questionsFor(context, ben, browser)).toEqual(['¿Pregunta de Ben?']);
  });

  test('all rooms of one person count, whichever of their links is opened', async () => {
    const context = await setUp();
    const viewerToken = issueViewerToken(context.keys);
    const [one, two] = [await publishPanel(context), await publishPanel(context)];
    const [first = ''] = await registerAll(context, one, ['ana@example.org']);
    const [second = ''] = await registerAll(context, two, ['ana@example.org']);
    await askIn(context, two, viewerToken, '¿En la otra?');
    const browser = { links: [first, second], viewerToken };
    expect(await questionsFor(context, first, browser)).toEqual(['¿En la otra?']);
  });

  test('a link that leads to nobody shows nobody', async () => {
    const context = await setUp();
    const [ana = ''] = await registerAll(context, await publishPanel(context), ['ana@example.org']);
    expect(
      await findPersonByLink(context, 'guess', { links: [ana], viewerToken: null })
    ).toBeNull();
  });
});

onBothDatabases('what is held on a person', (setUp) => {
  test('names how many come, how they take part, and the zone of their browser', async () => {
    const context = await setUp();
    const ana = { email: 'ana@example.org', companions: 2, zone: 'America/Tijuana' };
    await registerAttendee(context, registration(await publishPanel(context), ana));
    const { rsvps } = await collectHeld(context, personByEmail(context, ana.email), 'es');
    expect(rsvps).toMatchObject([{ seats: 3, pool: 'stream', zone: 'America/Tijuana' }]);
  });

  test('names when they came through the door, and not who let them in', async () => {
    const context = await setUp();
    const [one, two] = [await publishPanel(context), await publishPanel(context)];
    for (const eventId of [one, two])
      await registerAll(context, eventId, ['ana@example.org', 'ben@example.org']);
    await decideAtTheDoor(context, one);
    const checkIns = async () => {
      const ana = personByEmail(context, 'ana@example.org');
      const { rsvps } = await collectHeld(context, ana, 'es');
      return rsvps.map(({ checkIn }) => checkIn);
    };
    const came = { at: '2026-11-24T18:00:00.000Z', present: true };
    expect(new Set(await checkIns())).toEqual(new Set([came, null]));
    context.setNow('2026-11-24T18:05:00.000Z');
    await decideAtTheDoor(context, one, false);
    expect(await checkIns()).toContainEqual({ at: '2026-11-24T18:05:00.000Z', present: false });
  });

  test('names the mail of an RSVP that was never confirmed, and nobody else’s', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    for (const email of ['ana@example.org', 'ben@example.org'])
      await draftRsvp(context, registration(eventId, { email }));
    const held = await collectHeld(context, personByEmail(context, 'ana@example.org'), 'es');
    expect(held.drafts).toHaveLength(1);
    expect(held.mails).toMatchObject([{ kind: 'draft', status: 'pending' }]);
  });
});

async function askIn(
  context: TestContext,
  eventId: string,
  viewerToken: string,
  text: string
): Promise<void> {
  const viewerId = viewerIdOf(context.keys, viewerToken, eventId);
  if (!viewerId) throw new Error('no viewer');
  const question = { id: randomUUID(), text, name: null, audience: 'public' as const };
  await askQuestion(context, { eventId, viewerId, lang: 'es' }, question);
}

async function questionsFor(
  context: TestContext,
  link: string,
  browser: { links: string[]; viewerToken: string }
) {
  const person = await findPersonByLink(context, link, browser);
  if (!person) throw new Error('nobody');
  const { questions } = await collectHeld(context, person, 'es');
  return questions.map(({ text }) => text.es);
}
