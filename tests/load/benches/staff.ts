import type { Context } from '../../../src/lib/server/context.ts';
import { publishPanel } from '../../support/attendees.ts';
import type { HubProcess } from '../../support/hub-process.ts';
import { seedAttendees } from '../../support/many-attendees.ts';
import { seedEvents } from '../../support/many-events.ts';
import { addStaff, PASSWORD } from '../../support/staff.ts';
import { startBenchHub } from '../bench-hub.ts';
import type { Bench, Plan } from '../bench.ts';
import { cpuTime } from '../cores.ts';
import { atMost, exactly, makeCount, makeFigure, type Figure } from '../figures.ts';
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
  'the file': (visit, event) => visit.get(`${event}/inscripciones.csv`)
};
/** What streams all of an event reads it in batches: as many statements as there are of those. */
const STREAMED = ['the file'];
const GOAL = 1_000;

export const bench: Bench = {
  name: 'staff',
  measures: `an organizer's pages with ${MANY} RSVPs in an event and ${EVENTS} events; reference: an event with ${FEW}`,
  async run(plan) {
    const { hub, prepared } = await startBenchHub((context) => fill(context, plan), COUNTING);
    try {
      const visit = await signIn(hub, prepared.email);
      const figures: Figure[] = [];
      for (const [name, open] of Object.entries(PAGES))
        figures.push(...(await measurePage(plan, hub, name, (event) => open(visit, event))));
      return figures;
    } finally {
      await hub.remove();
    }
  }
};

async function measurePage(
  plan: Plan,
  hub: HubProcess,
  name: string,
  open: (event: string) => Promise<unknown>
): Promise<Figure[]> {
  const opened = (slug: string) => () => timed(hub, () => open(`/es/equipo/eventos/${slug}`));
  await opened('pocas')();
  const { ours, reference } = await measureInTurn(plan, opened('muchas'), opened('pocas'));
  const many = await countStatementsOf(hub, () => open('/es/equipo/eventos/muchas'));
  const few = await countStatementsOf(hub, () => open('/es/equipo/eventos/pocas'));
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
      : makeCount(`${name}, statements`, { unit: 'SQL', ours: [many], goal: exactly(few) })
  ];
}

/** What one opening takes: the answer read to its end, and the hub's share of a processor. */
async function timed(hub: HubProcess, open: () => Promise<unknown>) {
  const waits: number[] = [];
  const before = cpuTime(hub.pid());
  for (let time = 0; time < TIMES; time++) {
    const begun = performance.now();
    await open();
    waits.push(performance.now() - begun);
  }
  return { wait: sum(waits) / TIMES, cpu: (cpuTime(hub.pid()) - before) / TIMES };
}

async function fill(context: Context, { quick, say }: Plan) {
  const share = quick ? 10 : 1;
  say('filling the database');
  await seedEvents(context, EVENTS / share);
  for (const [slug, count] of [
    ['muchas', MANY / share],
    ['pocas', FEW]
  ] as const) {
    const eventId = await publishPanel(context, { slug });
    await seedAttendees(context, eventId, count);
  }
  return addStaff(context, 'organizer');
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
