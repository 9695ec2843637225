import { expect, test } from 'vitest';
import { parse } from 'csv-parse/sync';
import { publishPanel, registration } from '../../../../tests/support/attendees.ts';
import { onBothDatabases, type TestContext } from '../../../../tests/support/databases.ts';
import { seedAttendees } from '../../../../tests/support/many-attendees.ts';
import { addStaff } from '../../../../tests/support/staff.ts';
import { ANYBODY } from '../../schema/attendee-filter.ts';
import { writeCsv } from '../csv.ts';
import { ATTENDEE_COLUMNS_CSV, exportAttendees } from './export-attendees.ts';
import { registerAttendee } from './register-attendee.ts';

onBothDatabases('the export of attendees', (setUp) => {
  test('has the columns of the contract, and cells that no spreadsheet runs', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    const { id } = await addStaff(context, 'organizer');
    const evil = { name: '=HYPERLINK("http://x")', needs: 'uno\n+dos', news: true };
    await registerAttendee(context, registration(eventId, evil));
    const text = await csvOf(context, id, eventId);
    expect(text).toMatch(/^\u{feff}status,name,email,listen,needs,news,createdAt\r\n/u);
    expect(parse(text, { columns: true, bom: true })).toEqual([
      {
        status: 'confirmed',
        name: `'=HYPERLINK("http://x")`,
        email: 'ana@example.org',
        listen: 'es',
        needs: "uno\n'+dos",
        news: 'yes',
        createdAt: '2026-11-24T18:00:00.000Z'
      }
    ]);
  });

  test('is in the audit log with its size before anything leaves, and names nobody there', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    const { id } = await addStaff(context, 'organizer');
    await registerAttendee(context, registration(eventId, { name: 'Zara Única' }));
    await exportAttendees(context, id, eventId, ANYBODY);
    const entries = await context.db
      .selectFrom('audit_log')
      .selectAll()
      .where('what', '=', 'attendees_exported')
      .execute();
    expect(entries).toMatchObject([
      { actor: id, event_id: eventId, detail: '{"count":1,"format":"csv"}' }
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/Zara|example\.org/);
  });

  test('goes through more than one batch, each person once', async () => {
    const context = await setUp();
    const eventId = await publishPanel(context);
    const { id } = await addStaff(context, 'organizer');
    await seedAttendees(context, eventId, 1_001);
    const rows: { email: string }[] = parse(await csvOf(context, id, eventId), {
      columns: true,
      bom: true
    });
    expect(rows.length).toBe(1_001);
    expect(new Set(rows.map((row) => row.email)).size).toBe(1_001);
  });
});

async function csvOf(context: TestContext, staffId: string, eventId: string): Promise<string> {
  const { batches } = await exportAttendees(context, staffId, eventId, ANYBODY);
  return (await Array.fromAsync(writeCsv(ATTENDEE_COLUMNS_CSV, batches))).join('');
}
