import { CsvError, parse } from 'csv-parse/sync';

/** One row of a table, and the line of the text where it begins, from 1. */
export interface CsvLine {
  line: number;
  cells: string[];
}

const DELIMITERS = [',', ';', '\t'] as const;
/** The apostrophe that `writeCsv` and other careful programs put before what looks like a formula. */
const GUARD = /^'(?=[\s\0"]*[=+\-@＝＋－＠﹦﹢﹣﹫])/;

/**
 * Reads a table (RFC 4180) as spreadsheets write it: separated by commas, semicolons or tabs, with or without a
 * byte order mark. Rows without any text are left out. Refuses with the line where a quote goes wrong.
 */
export function readCsv(
  text: string
): { ok: true; lines: CsvLine[] } | { ok: false; line: number } {
  const lines: CsvLine[] = [];
  try {
    parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      on_record: (record: string[], { lines: end }) => void lines.push(asLine(end, record))
    });
    return { ok: true, lines };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ok: false, line: Number(error.lines) || 1 };
  }
}

/** What the first line has most of. */
function delimiterOf(text: string): string {
  const [head = ''] = text.split(/\r\n|\r|\n/, 1);
  const count = (delimiter: string) => head.split(delimiter).length;
  return DELIMITERS.toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

/** The parser tells where a row ends. */
function asLine(end: number, record: string[]): CsvLine {
  const breaks = record.join('').match(/\r\n|\r|\n/g)?.length ?? 0;
  return { line: end - breaks, cells: record.map((cell) => cell.replace(GUARD, '')) };
}
