import { expect, test } from 'vitest';
import { publishPanel, registration, tokenOf } from '../../../../tests/support/attendees.ts';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { registerAttendee } from '../rsvps/register-attendee.ts';
import { firstChannel, listenOf } from './first-channel.ts';
import { findOpenChannels, findOpenStream } from './stream.ts';

/** The event is from 00:00 to 01:30 UTC; its room opens ten minutes before. */
const DURING = new Date('2026-12-02T00:30:00.000Z');

onBothDatabases('the stream', (setUp) => {
  test('is told from ten minutes before the start until the end', async () => {
    const context = await setUp();
    const id = await publishPanel(context);
    const at = async (iso: string) =>
      (await findOpenStream(context.db, id, new Date(iso))) !== null;
    expect(await at('2026-12-01T23:49:59.000Z')).toBe(false);
    expect(await at('2026-12-01T23:50:00.000Z')).toBe(true);
    expect(await at('2026-12-02T01:29:59.000Z')).toBe(true);
    expect(await at('2026-12-02T01:30:00.000Z')).toBe(false);
  });

  test('is not told of an event that is not published, or has none', async () => {
    const context = await setUp();
    for (const values of [
      { status: 'draft' },
      { status: 'cancelled' },
      { status: 'ended' },
      { stream_url: null, stream_channels: '{}' }
    ] as const) {
      expect(
        await findOpenStream(context.db, await publishPanel(context, values), DURING)
      ).toBeNull();
    }
    expect(await findOpenStream(context.db, 'nothing', DURING)).toBeNull();
  });

  test('has a channel for each interpretation that has an address, and no address among them', async () => {
    const context = await setUp();
    const id = await publishPanel(context, { spoken: '["es"]' });
    const open = await findOpenChannels(context.db, id, DURING);
    expect(open).toEqual({ channels: ['original', 'en'], spoken: ['es'] });
    const played = async (channel: 'original' | 'es' | 'en') =>
      (await findOpenStream(context.db, id, DURING, channel))?.channel;
    expect([await played('original'), await played('en')]).toEqual(['original', 'en']);
    // What was chosen before may have gone since.
    expect(await played('es')).toBe('original');
    expect(await findOpenChannels(context.db, id, new Date('2026-12-01T12:00:00.000Z'))).toBeNull();
    const plain = await publishPanel(context, { stream_url: null });
    expect((await findOpenStream(context.db, plain, DURING))?.channel).toBe('en');
  });

  test('begins with what was chosen before, else with the language that one listens in', async () => {
    const context = await setUp();
    const id = await publishPanel(context);
    await registerAttendee(context, registration(id, { listen: 'en' }));
    const token = await tokenOf(context, id, 'ana@example.org');
    expect(await listenOf(context.db, id, ['unknown', token])).toBe('en');
    expect(await listenOf(context.db, await publishPanel(context), [token])).toBeNull();
    expect(await listenOf(context.db, id, [])).toBeNull();
    const open = { channels: ['original' as const, 'en' as const], spoken: ['es' as const] };
    expect(firstChannel(open, null, 'en')).toBe('en');
    expect(firstChannel(open, null, 'es')).toBe('original');
    expect(firstChannel(open, 'original', 'en')).toBe('original');
    expect(firstChannel(open, 'es', 'en')).toBe('original');
    const both = { channels: ['original' as const, 'es' as const], spoken: ['es', 'en'] as const };
    expect(firstChannel({ ...both, spoken: [...both.spoken] }, null, 'es')).toBe('es');
  });

  test.for([
    [
      'https://www.youtube.com/watch?v=abc-1',
      'frame',
      'https://www.youtube-nocookie.com/embed/abc-1?autoplay=1'
    ],
    ['https://youtu.be/abc-1', 'frame', 'https://www.youtube-nocookie.com/embed/abc-1?autoplay=1'],
    [
      'https://www.youtube.com/live/abc-1',
      'frame',
      'https://www.youtube-nocookie.com/embed/abc-1?autoplay=1'
    ],
    [
      'https://m.youtube.com/watch?v=abc-1',
      'frame',
      'https://www.youtube-nocookie.com/embed/abc-1?autoplay=1'
    ],
    ['https://vimeo.com/12345', 'frame', 'https://player.vimeo.com/video/12345?dnt=1&autoplay=1'],
    [
      'https://www.youtube-nocookie.com/embed/abc-1',
      'frame',
      'https://www.youtube-nocookie.com/embed/abc-1?autoplay=1'
    ],
    [
      'https://player.vimeo.com/video/12345',
      'frame',
      'https://player.vimeo.com/video/12345?dnt=1&autoplay=1'
    ],
    ['https://meet.jit.si/Sala', 'frame', 'https://meet.jit.si/Sala'],
    [
      'https://tube.example.org/videos/embed/abc',
      'link',
      'https://tube.example.org/videos/embed/abc'
    ],
    [
      'https://youtube.com.evil.test/watch?v=abc',
      'link',
      'https://youtube.com.evil.test/watch?v=abc'
    ]
  ] as const)('at %s is a %s', async ([stream_url, kind, url]) => {
    const context = await setUp();
    const id = await publishPanel(context, { stream_url });
    expect(await findOpenStream(context.db, id, DURING)).toMatchObject({ kind, url });
  });
});
