import { expect, test } from 'vitest';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import demo from '../hub/demo/events.json' with { type: 'json' };
import { eventsFeed } from './feed.ts';
import { importHub } from './import-events.ts';

onBothDatabases('the Atom feed', (setUp) => {
  test('has every public event, escaped, without the stream', async () => {
    const context = await setUp();
    await importHub(context, demo);
    await context.db
      .updateTable('events')
      .set({
        stream_url: 'https://youtu.be/secreto',
        stream_channels: '{"en":"https://youtu.be/secreto-en"}'
      })
      .execute();
    await context.db
      .updateTable('event_texts')
      .set({ title: '<b>Uno & "dos"</b>' })
      .where('slug', '=', 'rio-de-hierro-armas')
      .execute();
    const feed = await eventsFeed(context, 'es');
    expect(feed.match(/<entry /g)).toHaveLength(7);
    expect(feed).toContain('<title>&lt;b&gt;Uno &amp; &quot;dos&quot;&lt;/b&gt;</title>');
    expect(feed).toContain('href="https://hub.example.org/es/avisos.xml"');
    expect(feed).toContain('href="https://hub.example.org/es/eventos/dia-de-muertos-oaxaca"');
    expect(feed).not.toContain('secreto');
  });
});
