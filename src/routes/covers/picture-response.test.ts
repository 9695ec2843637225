import { expect, it } from 'vitest';
import { answerPicture, picture } from './picture-response.ts';

const drawn = picture(Buffer.from('<svg/>'));
const ask = (tag?: string) =>
  new Request(
    'https://hub.example.org/covers/a.svg',
    tag ? { headers: { 'if-none-match': tag } } : {}
  );

it('sends a picture with its tag, and nothing to a browser that has it', async () => {
  const first = answerPicture(ask(), drawn, { 'content-type': 'image/svg+xml' });
  expect([first.status, await first.text()]).toEqual([200, '<svg/>']);
  for (const tag of [drawn.etag, `W/${drawn.etag}`, `"other", ${drawn.etag}`]) {
    const again = answerPicture(ask(tag), drawn, {});
    expect([again.status, again.headers.get('etag')]).toEqual([304, drawn.etag]);
  }
  expect(answerPicture(ask('"other"'), drawn, {}).status).toBe(200);
});
