import { expect, test } from 'vitest';
import { lineOfPath } from './line-of-path.ts';

const TEXT = `{
  "people": [
    { "slug": "a, [b]: {c}" },
    {
      "slug": "b",
      "name": "B \\" }"
    }
  ],
  "events": [
    [1, 2],
    { "slug": { "es": "x" },
      "people": [ { "person": "a" },
        { "person": "b" } ] }
  ]
}
`;

test.each([
  ['people[0].slug', 3],
  ['people[1]', 4],
  ['people[1].name', 6],
  ['events', 9],
  ['events[0]', 10],
  ['events[1].slug.es', 11],
  ['events[1].people[1].person', 13],
  ['events[1].title', 11],
  ['(file)', 1]
])('%s is on line %i', (path, line) => {
  expect(lineOfPath(TEXT, path)).toBe(line);
});
