import { stringify } from 'csv-stringify/sync';

type Cell = string | number | null;

/** What makes a cell a formula, in its full-width and small forms too, and what a program may skip before it. */
const TRIGGER = '[=+\\-@＝＋－＠﹦﹢﹣﹫]';
const BLANK = '[\\s\\0"]*';
const AT_START = new RegExp(`^(?=${BLANK}${TRIGGER}|[\\t\\r\\n\\0])`);
const AFTER_A_BREAK = new RegExp(`([;\\t\\r\\n]${BLANK})(?=${TRIGGER})`, 'g');

/**
 * A table as the pieces of a CSV file (RFC 4180, UTF-8), written batch by batch. Every cell is quoted,
 * and what a spreadsheet would run as a formula gets an apostrophe before it, also after a semicolon or
 * a line break: a Spanish Excel splits there. The byte order mark tells Excel that this is UTF-8.
 */
export async function* writeCsv<Column extends string>(
  columns: readonly Column[],
  batches: AsyncIterable<readonly Record<Column, Cell>[]>
): AsyncGenerator<string> {
  yield writeRows(columns, [], { header: true, bom: true });
  for await (const rows of batches) yield writeRows(columns, rows);
}

function writeRows<Column extends string>(
  columns: readonly Column[],
  rows: readonly Record<Column, Cell>[],
  first: { header?: boolean; bom?: boolean } = {}
): string {
  return stringify([...rows], {
    ...first,
    columns: [...columns],
    quoted: !first.header,
    quoted_empty: !first.header,
    record_delimiter: 'windows',
    cast: { string: asText }
  });
}

/** The library's own `escape_formulas` looks at the first character of a cell only. */
function asText(text: string): string {
  return text.replace(AFTER_A_BREAK, "$1'").replace(AT_START, "'");
}
