import { parse } from 'csv-parse/sync';
import { expect, PANEL, test } from './fixtures.ts';

const FILES = [
  `${PANEL.desk.replace(/mesa$/, 'preguntas')}.csv`,
  '/en/staff/events/drug-war-merida-initiative/questions.json'
] as const;

test('a moderator takes the questions home as a table and as JSON, and nobody else does', async ({
  sharedHub,
  person,
  moderator
}) => {
  const desk = await moderator(sharedHub);
  const [csv, json] = [
    await desk.request.get(sharedHub.origin + FILES[0]),
    await desk.request.get(sharedHub.origin + FILES[1])
  ];
  expect(csv.headers()).toMatchObject({
    'cache-control': 'private, no-store',
    'content-disposition': expect.stringMatching(
      /^attachment; filename="preguntas-guerra-contra-las-drogas-iniciativa-merida-\d{4}-\d\d-\d\d\.csv"$/
    )
  });
  const rows = parse(await csv.body(), { bom: true, columns: true });
  const { event, questions } = await json.json();
  expect(event).toMatchObject({ slug: 'drug-war-merida-initiative' });
  expect(rows.length).toBeGreaterThan(1);
  expect(questions).toHaveLength(rows.length);

  const stranger = await person();
  for (const path of FILES) {
    const refused = await stranger.request.get(sharedHub.origin + path);
    const unknown = await desk.request.get(
      sharedHub.origin + path.replace(/events\/|eventos\//, '$&no-')
    );
    expect([refused.status(), await refused.text()]).toEqual([404, await unknown.text()]);
  }
});
