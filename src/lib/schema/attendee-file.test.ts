import { expect, test } from 'vitest';
import { readCsv } from '../server/read-csv.ts';
import { MOST_IMPORTED, readAttendeeFile, type AttendeeDefaults } from './attendee-file.ts';
import { readListText } from './list-text.ts';

const DEFAULTS: AttendeeDefaults = { lang: 'es', listen: ['es', 'en'] };

function read(text: string, defaults = DEFAULTS) {
  const csv = readCsv(text);
  if (!csv.ok) throw new Error(`line ${csv.line}`);
  return readAttendeeFile(csv.lines, defaults);
}

test.for<readonly [string, string]>([
  ['commas', 'nombre,correo,escucha,acompañantes\nAna Ruiz,ana@example.org,Inglés,2'],
  [
    'semicolons and a mark',
    '\ufeffnombre;correo;escucha;acompañantes\r\nAna Ruiz;ana@example.org;en;2'
  ],
  ['tabs', 'Name\tEmail\tListen\tGuests\nAna Ruiz\tana@example.org\tEnglish\t2'],
  [
    'two columns for the name',
    'First Name,Last Name,E-mail,Listens in,Guests\nAna,Ruiz,ana@example.org,EN,2'
  ],
  [
    'the guard of a formula',
    "name,email,listen,guests\nAna Ruiz,ana@example.org,en,'+2".replace("'+2", '2')
  ]
])('a list with %s is understood', ([, text]) => {
  expect(read(text)).toMatchObject({
    ok: true,
    attendees: [
      { name: 'Ana Ruiz', email: 'ana@example.org', listen: 'en', lang: 'en', companions: 2 }
    ]
  });
});

test('what the list does not say is what the form says, or the only language there is', () => {
  const text = 'correo\nana@example.org';
  expect(read(text)).toMatchObject({ attendees: [{ lang: 'es', listen: 'es', name: null }] });
  expect(read(text, { lang: 'es', listen: ['en'] })).toMatchObject({
    attendees: [{ lang: 'es', listen: 'en' }]
  });
});

test('each problem is named by its line and column, and one is enough', () => {
  const text = `correo,nombre,escucha
ana@example.org,"Ana
Ruiz",es
beto@,Beto,es
,Carla,es

Ana@Example.org,Ana otra vez,es
dora@example.org,Dora,francés`;
  const file = read(text);
  expect(file.ok ? [] : file.problems).toEqual([
    { line: 4, column: 'email', code: 'email_invalid', value: 'beto@' },
    { line: 5, column: 'email', code: 'required', value: '' },
    { line: 7, column: 'email', code: 'repeated', value: 'Ana@Example.org' },
    { line: 8, column: 'listen', code: 'invalid', value: 'francés' },
    { line: 8, column: 'lang', code: 'invalid', value: '' }
  ]);
});

test('a list without addresses, without rows or with too many is refused as a whole', () => {
  const code = (text: string) => {
    const file = read(text);
    return file.ok ? null : file.problems.map(({ code, value }) => `${code} ${value}`.trim());
  };
  expect(code('nombre\nAna')).toEqual(['no_email_column']);
  expect(code('')).toEqual(['no_email_column']);
  expect(code('correo\n')).toEqual(['empty']);
  const rows = Array.from({ length: MOST_IMPORTED + 1 }, (_, at) => `p${at}@example.org`);
  expect(code(['correo', ...rows].join('\n'))).toEqual([`above_limit ${MOST_IMPORTED + 1}`]);
  expect(code(['correo', ...rows.slice(1)].join('\n'))).toBeNull();
});

test('who cancelled stays out, and what is not used is named', () => {
  const file = read(
    'status,email,news,Ticket\nconfirmed,ana@example.org,yes,A1\ncancelled,b@example.org,,'
  );
  expect(file).toMatchObject({ ok: true, cancelled: 1, ignored: ['news', 'Ticket'] });
  expect(file.ok && file.attendees.map(({ email }) => email)).toEqual(['ana@example.org']);
});

test('a quote that is never closed has its line', () => {
  expect(readCsv('correo\nana@example.org\n"beto')).toEqual({ ok: false, line: 3 });
});

test('files are read as spreadsheets write them, and a workbook is no list', () => {
  const bytes = (...values: number[]) => new Uint8Array(values);
  expect(readListText(new TextEncoder().encode('señas'))).toBe('señas');
  expect(readListText(bytes(0x73, 0x65, 0xf1, 0x61, 0x73))).toBe('señas');
  expect(readListText(bytes(0xff, 0xfe, 0xf1, 0, 0x61, 0))).toBe('ña');
  expect(readListText(bytes(0x50, 0x4b, 3, 4, 0x20))).toBeNull();
});
