import { expect, test } from 'vitest';
import { countStates, publishPanel, registration } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { rsvpFormSchema } from '../../schema/rsvp.ts';
import { isUniqueViolation } from '../db/transaction.ts';
import * as v from 'valibot';
import { registerAttendee } from './register-attendee.ts';
import { attendeeKey } from './sealed-attendee.ts';

/** Ways to type one address. */
const SAME = [
  ['Ana@Example.ORG', ' ana@example.org ', 'ANA@EXAMPLE.ORG'],
  [
    'ñandú@example.org',
    'n\u0303andu\u0301@example.org',
    'ÑANDÚ@EXAMPLE.ORG',
    'N\u0303ANDÚ@example.org'
  ],
  ['ana@peña.mx', 'ana@PEÑA.mx', 'ana@pen\u0303a.mx', 'ana@xn--pea-8ma.mx', 'Ana@XN--PEA-8MA.MX'],
  ['ana@straße.example', 'ana@STRAßE.example'],
  ["o'neil+webinar@example.org", "O'Neil+Webinar@example.org"],
  ['\u1E9Eana@example.org', 'ßana@example.org']
];

/** Addresses that look alike and belong to different people. */
const DIFFERENT = [
  'ana@example.org',
  'ana+1@example.org',
  'ana+2@example.org',
  'a.na@example.org',
  'anа@example.org',
  'aná@example.org',
  'ana@exаmple.org',
  'ana@example.com',
  'ana@sub.example.org',
  'ana@strasse.example',
  'ana@straße.example'
];

onBothDatabases('one address', (setUp) => {
  test.for(SAME)('has one RSVP however it is typed: %o', async (ways) => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    for (const typed of ways) await register(context, eventId, typed);
    expect(await countStates(context, eventId)).toEqual({ confirmed: 1 });
  });

  test('is another person when it differs in a letter, a dot or a tag', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    for (const typed of DIFFERENT) await register(context, eventId, typed);
    expect(await countStates(context, eventId)).toEqual({ confirmed: DIFFERENT.length });
  });

  test('has one key also where it was never cleaned', async () => {
    const { keys } = await setUp();
    for (const ways of SAME)
      expect(new Set(ways.map((typed) => attendeeKey(keys, typed))).size).toBe(1);
    expect(new Set(DIFFERENT.map((typed) => attendeeKey(keys, typed))).size).toBe(DIFFERENT.length);
  });

  test('has one live row by a rule of the database, and any number of cancelled ones', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    await register(context, eventId, 'ana@example.org');
    const row = await context.db.selectFrom('rsvps').selectAll().executeTakeFirstOrThrow();
    const again = (id: string, status: 'confirmed' | 'waitlisted' | 'offered' | 'cancelled') =>
      context.db
        .insertInto('rsvps')
        .values({ ...row, id, status, token_hash: id })
        .execute();
    for (const status of ['confirmed', 'waitlisted', 'offered'] as const)
      await expect(again(`second-${status}`, status)).rejects.toSatisfy(isUniqueViolation);
    await again('left', 'cancelled');
    await again('left-too', 'cancelled');
    expect(await countStates(context, eventId)).toEqual({ confirmed: 1, cancelled: 2 });
  });
});

/** As the form does it. */
async function register(context: TestContext, eventId: string, typed: string): Promise<void> {
  const { email } = v.parse(rsvpFormSchema, { email: typed, listen: 'es' });
  const outcome = await registerAttendee(context, registration(eventId, { email }));
  if (!outcome.ok) throw new Error(outcome.code);
}
