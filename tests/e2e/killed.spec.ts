import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Context } from '../../src/lib/server/context.ts';
import { publishPanel } from '../support/attendees.ts';
import { breakOff, measure, newRows, type Attempt } from '../support/broken-off.ts';
import { countRows, withHubDatabase } from '../support/database-state.ts';
import { beginHubCommand, runHubCommand } from '../support/hub-command.ts';
import { startHub, type HubProcess } from '../support/hub-process.ts';
import { seedAttendees } from '../support/many-attendees.ts';
import { startPreparedHub } from '../support/prepared-hub.ts';
import { signInByForm } from '../support/sign-in.ts';
import { addStaff } from '../support/staff.ts';
import { expect, test as base } from './fixtures.ts';

/** When a kill comes, counted from the transaction's start in parts of its length. */
const MOMENTS = [0, 0.3, 0.6, 1.2];
/** A mail server that nobody runs: what is to be sent stays to be counted. */
const NO_MAIL_SERVER = { SMTP_URL: 'smtp://127.0.0.1:9' };
const LIST = 1000;
const SEATS = 600;
const EVENTS = 300;
const EXPORTED = 20_000;

const test = base.extend<{ removed: (hub: HubProcess) => HubProcess }>({
  // Playwright wants an object pattern here, also when nothing is taken from it.
  removed: async ({}, use) => {
    const hubs: HubProcess[] = [];
    await use((hub) => (hubs.push(hub), hub));
    for (const hub of hubs) await hub.remove();
  }
});

test.setTimeout(90_000);

test('a list of a thousand people that a kill breaks off is all there or not at all', async ({
  removed
}) => {
  const { hub, prepared } = await startPreparedHub(prepareLists, NO_MAIL_SERVER);
  removed(hub);
  const cookie = await signInByForm(hub, prepared.email);
  const everything = { rsvps: LIST, seat_log: LIST, mail_outbox: LIST, audit_log: 1 };
  const whole = await measure(hub, () => sendList(hub, cookie, 'foro-whole'));
  expect(whole.written).toEqual(everything);

  const attempts: Attempt[] = [];
  for (const [index, moment] of MOMENTS.entries()) {
    const begin = () => {
      const answer = sendList(hub, cookie, `foro-${index}`).catch(() => 0);
      return async () => {
        await killAndStart(hub);
        return (await answer) === 200;
      };
    };
    attempts.push(await breakOff(hub, moment * whole.held, begin));
  }
  expectAllOrNothing(attempts, everything);

  for (const index of MOMENTS.keys())
    expect(await sendList(hub, cookie, `foro-${index}`)).toBe(200);
  const full = { rsvps: LIST, people: LIST, confirmed: SEATS, moves: LIST, moved: LIST };
  expect(readLists(hub)).toEqual(
    ['whole', ...MOMENTS].map(() => ({ ...full, mails: LIST, mailed: LIST, noted: LIST }))
  );
});

test('an import of events that a kill breaks off is all there or not at all', async ({
  removed
}) => {
  const hub = removed(await startHub({ DEMO: '0' }));
  const empty = countRows(hub);
  const whole = await measure(hub, () =>
    ended(beginHubCommand(hub, ['import', writeEvents(hub, 'whole')]))
  );
  expect(whole.written).toMatchObject({ events: EVENTS, event_texts: 2 * EVENTS, audit_log: 1 });

  const attempts: Attempt[] = [];
  for (const [index, moment] of MOMENTS.entries()) {
    const file = writeEvents(hub, String(index));
    const begin = () => {
      const importing = beginHubCommand(hub, ['import', file]);
      const end = ended(importing);
      return async () => {
        importing.kill('SIGKILL');
        const code = await end;
        await killAndStart(hub);
        return code === 0;
      };
    };
    attempts.push(await breakOff(hub, moment * whole.held, begin));
    const pages = await Promise.all([0, EVENTS - 1].map((at) => openPage(hub, `${index}-${at}`)));
    expect(pages[0]).toBe(pages[1]);
  }
  expectAllOrNothing(attempts, whole.written);

  for (const [index, { written }] of attempts.entries()) {
    const came = 'events' in written;
    const [created, updated] = came ? [0, EVENTS] : [EVENTS, 0];
    expect(runHubCommand(hub, ['import', writeEvents(hub, String(index))])).toBe(
      `imported: ${created} new events, ${updated} updated, 2 people\n`
    );
    expect(await openPage(hub, `${index}-${EVENTS - 1}`)).toBe(200);
  }
  const times = 1 + MOMENTS.length;
  const expected = Object.entries(whole.written).map(([table, rows]) => [table, rows * times]);
  const noted = times + attempts.filter(({ written }) => 'events' in written).length;
  expect(newRows(hub, empty)).toEqual({ ...Object.fromEntries(expected), audit_log: noted });
});

test('an export that a kill breaks off is an error for who waits, and stays in the log', async ({
  removed
}) => {
  const { hub, prepared } = await startPreparedHub(prepareExport);
  removed(hub);
  const cookie = await signInByForm(hub, prepared.email);
  const files = filesOf(hub);
  const broken = await openExport(hub, cookie);
  const total = Number(broken.headers.get('x-total-rows'));
  const { rows, error } = await readUntil(broken, () => hub.stop('SIGKILL'));
  expect(total).toBeGreaterThan(EXPORTED * 0.9);
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThan(total);
  expect(error).toBeInstanceOf(Error);

  await hub.start();
  expect(readExports(hub)).toEqual([{ count: total, format: 'csv' }]);
  expect(filesOf(hub)).toEqual(files);
  for (const file of files)
    expect(readFileSync(join(hub.dataDir, file), 'latin1')).not.toContain('person-7@');

  const again = await openExport(hub, cookie);
  const people: { email: string }[] = parse(await again.text(), { columns: true, bom: true });
  expect(new Set(people.map(({ email }) => email)).size).toBe(total);
  expect(people).toHaveLength(total);
  expect(readExports(hub)).toHaveLength(2);
});

/**
 * Only what is there after a start is settled: a commit that was killed while the disk was waited for is in
 * SQLite's log already, and whoever reads that log anew finds it.
 */
async function killAndStart(hub: HubProcess): Promise<void> {
  await hub.stop('SIGKILL');
  await hub.start();
}

function expectAllOrNothing(attempts: Attempt[], everything: Record<string, number>): void {
  for (const { answered, written } of attempts)
    expect(answered ? [everything] : [{}, everything]).toContainEqual(written);
  expect(attempts).toContainEqual({ inside: true, answered: false, written: {} });
}

async function prepareLists(context: Context) {
  const starts_at = new Date(Date.now() + 9 * 86_400_000).toISOString();
  for (const name of ['whole', ...MOMENTS.keys()]) {
    const slug = { es: `foro-${name}`, en: `forum-${name}` };
    await publishPanel(context, { slug, capacity: SEATS, starts_at });
  }
  return addStaff(context, 'organizer');
}

async function prepareExport(context: Context) {
  const starts_at = new Date(Date.now() + 9 * 86_400_000).toISOString();
  const eventId = await publishPanel(context, { slug: { es: 'foro', en: 'forum' }, starts_at });
  await seedAttendees(context, eventId, EXPORTED);
  return addStaff(context, 'organizer');
}

/** Sends the form as a browser without JavaScript does. */
async function sendList({ origin }: HubProcess, cookie: string, slug: string): Promise<number> {
  const people = Array.from({ length: LIST }, (_, at) => `Ana ${at},ana-${at}@example.org`);
  const body = new FormData();
  body.set('file', new File([['nombre,correo', ...people].join('\n')], 'lista.csv'));
  body.set('text', '');
  body.set('lang', 'es');
  body.set('mail', 'on');
  const address = `${origin}/es/equipo/eventos/${slug}/inscripciones/importar?/add`;
  const answer = await fetch(address, {
    method: 'POST',
    headers: { origin, cookie, accept: 'text/html' },
    body
  });
  await answer.text();
  return answer.status;
}

/** What is held on the list of each event. */
function readLists(hub: HubProcess): unknown[] {
  return withHubDatabase(hub, (database) =>
    database
      .prepare(
        `select
          (select count(*) from rsvps where event_id = e.id) as rsvps,
          (select count(distinct email_key) from rsvps where event_id = e.id) as people,
          (select count(*) from rsvps where event_id = e.id and status = 'confirmed') as confirmed,
          (select max(number) from seat_log where event_id = e.id) as moves,
          (select count(distinct rsvp_id) from seat_log where event_id = e.id) as moved,
          (select count(*) from mail_outbox where event_id = e.id) as mails,
          (select count(distinct rsvp_id) from mail_outbox where event_id = e.id) as mailed,
          (select sum(detail ->> 'count') from audit_log where event_id = e.id) as noted
        from events e`
      )
      .all()
  );
}

/** A file of many events with texts, links and two people; returns where it is. */
function writeEvents(hub: HubProcess, name: string): string {
  const people = ['ana', 'beto'].map((person) => ({ slug: `${person}-${name}`, name: person }));
  const events = Array.from({ length: EVENTS }, (_, at) => ({
    slug: { es: `mesa-${name}-${at}`, en: `panel-${name}-${at}` },
    kind: 'panel',
    status: 'published',
    zone: 'America/Mexico_City',
    startsIn: 'P9D',
    duration: 'PT90M',
    spoken: ['es'],
    title: { es: `Mesa ${at}`, en: `Panel ${at}` },
    description: { es: 'Una tarde larga. '.repeat(200), en: 'A long evening. '.repeat(200) },
    people: people.map(({ slug: person }) => ({ person, role: 'panelist' }))
  }));
  const file = join(hub.dataDir, `${name}.json`);
  writeFileSync(file, JSON.stringify({ people, events }));
  return file;
}

async function openPage({ origin }: HubProcess, name: string): Promise<number> {
  const answer = await fetch(`${origin}/es/eventos/mesa-${name}`);
  await answer.text();
  return answer.status;
}

async function ended(child: ReturnType<typeof beginHubCommand>): Promise<number | null> {
  await once(child, 'exit');
  return child.exitCode;
}

async function openExport({ origin }: HubProcess, cookie: string): Promise<Response> {
  const answer = await fetch(`${origin}/es/equipo/eventos/foro/inscripciones.csv`, {
    headers: { cookie }
  });
  expect(answer.status).toBe(200);
  return answer;
}

/** Reads an answer to its end, and does something once the first rows are there. */
async function readUntil(answer: Response, act: () => Promise<unknown>) {
  let rows = -1;
  let acted: Promise<unknown> | undefined;
  try {
    for await (const bytes of answer.body ?? []) {
      rows += Buffer.from(bytes).toString('latin1').split('\n').length - 1;
      if (rows > 0) acted ??= act();
    }
    return { rows, error: null };
  } catch (error) {
    return { rows, error };
  } finally {
    await acted;
  }
}

function readExports(hub: HubProcess): unknown[] {
  return withHubDatabase(hub, (database) =>
    database
      .prepare(`select detail from audit_log where what = 'attendees_exported' order by at`)
      .pluck()
      .all()
      .map((detail) => JSON.parse(String(detail)))
  );
}

function filesOf({ dataDir }: HubProcess): string[] {
  return readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dataDir.length))
    .sort();
}
