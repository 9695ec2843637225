import { expect, test } from 'vitest';
import { recordingAt } from './recording-at.ts';

test.each([
  ['https://www.youtube.com/watch?v=abc', 'https://www.youtube.com/watch?v=abc&t=754s'],
  ['https://youtu.be/abc?t=3', 'https://youtu.be/abc?t=754s'],
  ['https://vimeo.com/76979871', 'https://vimeo.com/76979871#t=754s'],
  ['https://tube.example.org/w/k2x', 'https://tube.example.org/w/k2x?start=754s']
])('the recording at %s is opened at its minute', (recording, opened) => {
  expect(recordingAt(recording, 754)).toBe(opened);
});

test.each(['https://example.org/video.mp4', 'https://notyoutube.com/watch?v=abc'])(
  'the recording at %s has no address for a minute',
  (recording) => expect(recordingAt(recording, 754)).toBeNull()
);
