import { parse } from 'csv-parse/sync';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '$lib/server/db/migrate.ts';
import { openSqlite } from '$lib/server/db/open.ts';
import { publishPanel, registerAll } from '../../../../../../../tests/support/attendees.ts';
import { testContext } from '../../../../../../../tests/support/databases.ts';
import { addStaff } from '../../../../../../../tests/support/staff.ts';
import { GET } from './attendees.csv/+server.ts';

test.for(['ana', 'ana@example.org'])(
  'a search in the address changes neither the file nor what is noted of it (%s)',
  async (q) => {
    const context = testContext(openSqlite(':memory:'));
    await migrate(context.db);
    onTestFinished(() => context.db.destroy());
    const eventId = await publishPanel(context, { slug: { es: 'mesa', en: 'table' } });
    await registerAll(context, eventId, ['ana@example.org', 'beto@example.org']);
    const { id } = await addStaff(context, 'organizer', eventId);
    const response = await GET({
      locals: { hub: context, lang: 'es', staff: { id } },
      params: { lang: 'es', slug: 'mesa' },
      url: new URL(`https://hub.example.org/?q=${q}`)
    } as never);
    expect(response.headers.get('x-total-rows')).toBe('2');
    expect(parse(await response.text(), { bom: true, columns: true })).toHaveLength(2);
    const { detail } = await context.db
      .selectFrom('audit_log')
      .select('detail')
      .where('what', '=', 'attendees_exported')
      .executeTakeFirstOrThrow();
    expect(detail).toContain('"count":2');
  }
);
