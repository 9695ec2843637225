import { expect, test } from 'vitest';
import { onBothDatabases } from '../../../../tests/support/databases.ts';
import demo from '../hub/demo/events.json' with { type: 'json' };
import { importHub } from './import-events.ts';
import { publicSitemap } from './sitemap.ts';

onBothDatabases('the sitemap', (setUp) => {
  test('has every public page in both languages, each with its pair', async () => {
    const context = await setUp();
    await importHub(context, demo);
    const sitemap = await publicSitemap(context);
    expect(sitemap.match(/<url>/g)).toHaveLength(2 * (2 + demo.events.length));
    expect(sitemap).toContain(
      '<loc>https://hub.example.org/es/eventos/dia-de-muertos-oaxaca</loc>' +
        '<xhtml:link rel="alternate" hreflang="es" href="https://hub.example.org/es/eventos/dia-de-muertos-oaxaca"/>' +
        '<xhtml:link rel="alternate" hreflang="en" href="https://hub.example.org/en/events/day-of-the-dead-oaxaca"/>'
    );
  });

  test('says nothing of a draft', async () => {
    const context = await setUp();
    await importHub(context, demo);
    await context.db.updateTable('events').set({ status: 'draft' }).execute();
    expect((await publicSitemap(context)).match(/<url>/g)).toHaveLength(4);
  });
});
