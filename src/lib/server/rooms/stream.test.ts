import { expect, test } from 'vitest';
import { publishPanel } from '../../../../tests/support/attendees.ts';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import { findOpenStream } from './stream.ts';

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
      { stream_url: null }
    ] as const) {
      expect(
        await findOpenStream(context.db, await publishPanel(context, values), DURING)
      ).toBeNull();
    }
    expect(await findOpenStream(context.db, 'nothing', DURING)).toBeNull();
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
