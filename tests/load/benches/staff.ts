import type { Context } from '../../../src/lib/server/context.ts';
import { publishPanel } from '../../support/attendees.ts';
import type { HubProcess } from '../../support/hub-process.ts';
import { seedAttendees } from '../../support/many-attendees.ts';
import { seedEvents } from '../../support/many-events.ts';
import { addStaff, PASSWORD } from '../../support/staff.ts';
import { startBenchHub } from '../bench-hub.ts';
import type { Bench, Plan } from '../bench.ts';
import { cpuTime } from '../cores.ts';
import { atMost, makeCount, makeFigure, type Figure } from '../figures.ts';
import { measureInTurn } from '../in-turn.ts';
import { COUNTING, countStatementsOf } from '../probes/statement-count.ts';
import { sum } from '../statistics.ts';

const MANY = 20_000;
const FEW = 20;
const EVENTS = 5_000;
/** Openings of a page in one round. */
const TIMES = 3;

/** What is opened, by its name in the table; `event` is the address of one event's staff pages. */
const PAGES: Record<string, (visit: Visit, event: string) => Promise<unknown>> = {
  'the list': (visit, event) => visit.get(`${event}/inscripciones`),
  'the list by name': (visit, event) => visit.get(`${event}/inscripciones?sort=name`),
  'a search for a name': (visit, event) => visit.find(`${event}/inscripciones`, 'maria 10'),
  'a search for an address': (visit, event) =>
    visit.find(`${event}/inscripciones`, 'person-7@example.org'),
  'the door': (visit, event) => visit.get(`${event}/entrada`),
  'the list at the door': (visit, event) => visit.get(`${event}/entrada.json`),
  'the figures': (visit, event) => visit.get(`${event}/cifras`),
  'the messages': (visit, event) => visit.get(`${event}/mensajes`),
  'a new message': (visit, event) => visit.get(`${event}/mensajes/nuevo`),
  'the editor': (visit, event) => visit.get(`${event}/editar`),
  'the preview': (visit, event) => visit.get(`${event}/vista-previa`),
  'who takes part': (visit, event) => visit.get(`${event}/personas`),
  'the partners': (visit, event) => visit.get(`${event}/aliadas`),
  'the editions': (visit, event) => visit.get(`${event}/ediciones`),
  'the places': (visit, event) => visit.get(`${event}/lugares`),
  'the desk': (visit, event) => visit.get(`${event}/mesa`),
  'the file': (visit, event) => visit.get(`${event}/inscripciones.csv`)
};
/** Pages of the whole hub; the reference is a hub with few events. */
const HUB_PAGES: Record<string, string> = {
  'the events': '/es/equipo',
  'the past events': '/es/equipo?state=past',
  'events by a word': '/es/equipo?q=mesa',
  'the people': '/es/equipo/personas',
  'the mails': '/es/equipo/correo',
  'the team': '/es/equipo/accesos',
  'the log': '/es/equipo/bitacora',
  'the house': '/es/equipo/casa'
};
/** What streams all of an event reads it in batches: as many statements as there are of those. */
const STREAMED = ['the file'];
const GOAL = 1_000;

export const bench: Bench = {
  name: 'staff',
  measures: `an organizer's pages with ${MANY} RSVPs in an event and ${EVENTS} events; reference: an event with ${FEW}, or a hub with ${FEW}`,
  async run(plan) {
    const many = await startBenchHub((context) => fill(context, plan, EVENTS), COUNTING);
    const few = await startBenchHub((context) => fill(context, plan, FEW), COUNTING);
    try {
      const here = { hub: many.hub, visit: await signIn(many.hub, many.prepared.email) };
      const there = { hub: few.hub, visit: await signIn(few.hub, few.prepared.email) };
      const figures: Figure[] = [];
      for (const [name, path] of Object.entries(HUB_PAGES)) {
        const at = ({ hub, visit }: typeof here) => ({ hub, open: () => visit.get(path) });
        figures.push(...(await measurePage(plan, name, at(here), at(there))));
      }
      for (const [name, open] of Object.entries(PAGES)) {
        const at = (slug: string) => ({
          hub: here.hub,
          open: () => open(here.visit, `/es/equipo/eventos/${slug}`)
        });
        figures.push(...(await measurePage(plan, name, at('muchas'), at('pocas'))));
      }
      return figures;
    } finally {
      await many.hub.remove();
      await few.hub.remove();
    }
  }
};

/** A page where there is much, or little. */
interface Opened {
  hub: HubProcess;
  open: () => Promise<unknown>;
}

async function measurePage(plan: Plan, name: string, much: Opened, little: Opened) {
  await timed(little);
  const { ours, reference } = await measureInTurn(
    plan,
    () => timed(much),
    () => timed(little)
  );
  const many = await countStatementsOf(much.hub, much.open);
  const few = await countStatementsOf(little.hub, little.open);
  return [
    makeFigure(`${name} opens`, {
      unit: 'ms',
      ours: ours.map(({ wait }) => wait),
      reference: reference.map(({ wait }) => wait),
      ...(!STREAMED.includes(name) && { goal: atMost(GOAL) })
    }),
    makeFigure(`${name}, CPU`, {
      unit: 'ms',
      ours: ours.map(({ cpu }) => cpu),
      reference: reference.map(({ cpu }) => cpu)
    }),
    STREAMED.includes(name)
      ? makeFigure(`${name}, statements`, { unit: 'SQL', ours: [many], reference: [few] })
      : makeCount(`${name}, statements`, { unit: 'SQL', ours: [many], goal: atMost(few) })
  ];
}

/** What one opening takes: the answer read to its end, and the hub's share of a processor. */
async function timed({ hub, open }: Opened) {
  const waits: number[] = [];
  const before = cpuTime(hub.pid());
  for (let time = 0; time < TIMES; time++) {
    const begun = performance.now();
    await open();
    waits.push(performance.now() - begun);
  }
  return { wait: sum(waits) / TIMES, cpu: (cpuTime(hub.pid()) - before) / TIMES };
}

async function fill(context: Context, { quick, say }: Plan, events: number) {
  const share = quick ? 10 : 1;
  say('filling the database');
  const few = events === FEW;
  await seedEvents(context, few ? FEW : events / share);
  for (const [slug, count] of [
    ['muchas', few ? FEW : MANY / share],
    ['pocas', FEW]
  ] as const) {
    const eventId = await publishPanel(context, { slug });
    await seedAttendees(context, eventId, count);
  }
  return addStaff(context, 'admin');
}

interface Visit {
  get(path: string): Promise<string>;
  find(path: string, q: string): Promise<string>;
}

/** By plain HTTP, as a browser without JavaScript. */
async function signIn({ origin }: HubProcess, email: string): Promise<Visit> {
  const post = (path: string, fields: Record<string, string>, cookie: string) =>
    fetch(origin + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin, cookie },
      body: new URLSearchParams(fields)
    });
  const answer = await post('/es/equipo/entrar', { email, password: PASSWORD }, '');
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ');
  return {
    get: async (path) => bodyOf(await fetch(origin + path, { headers: { cookie } })),
    find: async (path, q) => bodyOf(await post(`${path}?/find`, { q, status: 'live' }, cookie))
  };
}

async function bodyOf(response: Response): Promise<string> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return response.text();
}
