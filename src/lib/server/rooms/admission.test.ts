import { expect, test } from 'vitest';
import {
  publishPanel,
  registerAll,
  registration,
  tokenOf
} from '../../../../tests/support/attendees.ts';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { cancelRsvp } from '../rsvps/cancel-rsvp.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { addLink, findRoomEvent, readLinks } from './admission.ts';
import { findSeat } from './one-seat.ts';

const link = (letter: string) => letter.repeat(32);

onBothDatabases('the door of a room', (setUp) => {
  test('admits a confirmed place by its link, and nobody else', async () => {
    const context = await setUp();
    const [id, other] = [await publishPanel(context, { capacity: 1 }), await publishPanel(context)];
    const [confirmed = '', waiting = ''] = await registerAll(context, id, [
      'ana@example.org',
      'ben@example.org'
    ]);
    const [elsewhere = ''] = await registerAll(context, other, ['eva@example.org']);
    expect(await findSeat(context, id, [elsewhere, confirmed], 'phone')).toMatchObject({
      link: confirmed
    });
    for (const links of [[], [waiting], [elsewhere], [link('x')], ["' or 1=1 --"]])
      expect(await findSeat(context, id, links, 'phone')).toBeNull();
  });

  test('closes with the cancellation', async () => {
    const context = await setUp();
    const id = await publishPanel(context);
    await registerAttendee(context, registration(id));
    const token = await tokenOf(context, id, 'ana@example.org');
    await cancelRsvp(context, token);
    expect(await findSeat(context, id, [token], 'phone')).toBeNull();
  });

  test('is found by the slug of either language, drafts included', async () => {
    const context = await setUp();
    const id = await publishPanel(context, { status: 'draft' });
    expect(await findRoomEvent(context.db, `panel-es-${id}`)).toEqual({
      id,
      access: 'rsvp',
      status: 'draft',
      rehearsalOf: null
    });
    expect(await findRoomEvent(context.db, `panel-en-${id}`)).toMatchObject({ id });
    expect(await findRoomEvent(context.db, 'nothing')).toBeNull();
  });
});

test('a browser holds its last five links, each once, and nothing that is no link', () => {
  let cookie = '';
  for (const letter of ['a', 'b', 'c', 'd', 'e', 'f', 'b']) cookie = addLink(cookie, link(letter));
  expect(readLinks(cookie)).toEqual(['b', 'f', 'e', 'd', 'c'].map(link));
  expect(readLinks(`x.${link('a')}.<script>.${link('b')}`)).toEqual([link('a'), link('b')]);
  expect(readLinks(undefined)).toEqual([]);
  expect(readLinks('.'.repeat(10_000))).toEqual([]);
});
