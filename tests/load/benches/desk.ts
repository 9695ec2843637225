import { chromium, type Browser } from '@playwright/test';
import staffTexts from '../../../locales/es/staff.json' with { type: 'json' };
import type { Context } from '../../../src/lib/server/context.ts';
import { BROWSER_ARGS, findBrowser } from '../../support/browser.ts';
import { publishEvent } from '../../support/events.ts';
import { addQuestion } from '../../support/questions.ts';
import { addStaff, PASSWORD } from '../../support/staff.ts';
import { startBenchHub } from '../bench-hub.ts';
import type { Bench } from '../bench.ts';
import { atMost, makeFigure, type Figure, type Goal } from '../figures.ts';
import { measureInTurn } from '../in-turn.ts';
import { pressKeys, watchDesk, type DeskWatch, type KeyPresses } from '../probes/desk-watch.ts';
import { median, quantile, sum } from '../statistics.ts';

const MANY = 2_000;
const FEW = 50;
/** Presses of one round; `a` decides, so that few questions must suffice for it. */
const MOVES = 30;
const DECISIONS = 15;
/** What the page may hold at once, however many wait. */
const ROWS_MAX = 60;

interface Sitting {
  /** From the navigation to a key that is answered, in milliseconds. */
  opened: number;
  /** Until the last question is there, which comes by pages. */
  complete: number;
  moves: KeyPresses;
  decisions: KeyPresses;
  rows: number;
  /** How often the page was busy for more than 50 ms while it opened, and for how long in all. */
  longTasks: number;
  blocked: number;
  /** The same while keys were pressed. */
  longPresses: number;
}

/*
 * The hub has its own core; the browser takes what it finds, as on a moderator's machine. A press counts from
 * the event's own time to the end of the frame in which the next row is marked, focused and in view.
 */
export const bench: Bench = {
  name: 'desk',
  measures: `the moderation desk with ${MANY} waiting questions; reference: the same with ${FEW}`,
  async run(plan) {
    const many = plan.quick ? MANY / 4 : MANY;
    const { hub, prepared } = await startBenchHub((context) => fill(context, plan.rounds, many));
    const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
    try {
      const state = await signIn(browser, hub.origin, prepared.email);
      const sit = (kind: string, count: number) => {
        let round = 0;
        return () =>
          sitDown(browser, state, `${hub.origin}/es/equipo/eventos/${kind}-${++round}/mesa`, count);
      };
      await sit('calentar', FEW)();
      const { ours, reference } = await measureInTurn(plan, sit('muchas', many), sit('pocas', FEW));
      return figuresOf(ours, reference);
    } finally {
      await browser.close();
      await hub.remove();
    }
  }
};

function figuresOf(many: Sitting[], few: Sitting[]): Figure[] {
  const compare = (figure: string, unit: string, of: (sitting: Sitting) => number, goal?: Goal) =>
    makeFigure(figure, {
      unit,
      ours: many.map(of),
      reference: few.map(of),
      ...(goal && { goal })
    });
  const atMostTwice = atMost(2, 'ratio');
  return [
    compare('opens', 'ms', ({ opened }) => opened, atMostTwice),
    compare('has them all', 'ms', ({ complete }) => complete),
    ...(['moves', 'decisions'] as const).flatMap((presses) => [
      compare(`${KEYS[presses]}, median`, 'ms', (one) => median(one[presses].waits), atMostTwice),
      compare(`${KEYS[presses]}, p95`, 'ms', (one) => quantile(one[presses].waits, 0.95)),
      compare(`${KEYS[presses]}, work of the page`, 'ms', (one) => one[presses].work, atMostTwice)
    ]),
    compare('long tasks while opening', 'tasks', ({ longTasks }) => longTasks),
    compare('busy in them', 'ms', ({ blocked }) => blocked),
    compare('long tasks at keys', 'tasks', ({ longPresses }) => longPresses),
    compare('rows in the page', 'rows', ({ rows }) => rows, atMost(ROWS_MAX))
  ];
}

const KEYS = { moves: 'key j', decisions: 'key a' };

/** Events for each round, because deciding uses them up, and a moderator. */
async function fill(context: Context, rounds: number, many: number) {
  await context.db.transaction().execute(async (trx) => {
    const inside = { ...context, db: trx };
    await publishDesk(inside, 'calentar-1', FEW);
    for (let round = 1; round <= rounds; round++) {
      await publishDesk(inside, `muchas-${round}`, many);
      await publishDesk(inside, `pocas-${round}`, FEW);
    }
  });
  return addStaff(context);
}

async function publishDesk(context: Context, slug: string, count: number): Promise<void> {
  const eventId = await publishEvent(context, { slug });
  const begun = Date.now() - count * 1_000;
  for (let index = 0; index < count; index++)
    await addQuestion(context, eventId, 'waiting', {
      lang: index % 2 === 0 ? 'es' : 'en',
      created_at: new Date(begun + index * 1_000).toISOString(),
      text: QUESTIONS[index % 2]?.replace('#', String(index)) ?? ''
    });
}

const QUESTIONS = [
  '¿Qué cambiará para las familias del municipio # cuando termine la Iniciativa Mérida?',
  'What will change for the families of municipality # when the Mérida Initiative ends?'
];

type SignedIn = Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>>;

async function signIn(browser: Browser, origin: string, email: string): Promise<SignedIn> {
  const context = await browser.newContext({ locale: 'es-MX' });
  const page = await context.newPage();
  await page.goto(`${origin}/es/equipo/entrar`);
  await page.locator('[name=email]').fill(email);
  await page.locator('[name=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/es/equipo');
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Opens a desk in a browser that has nothing cached, and works at it. */
async function sitDown(
  browser: Browser,
  storageState: SignedIn,
  address: string,
  count: number
): Promise<Sitting> {
  const viewport = { width: 1_280, height: 900 };
  const context = await browser.newContext({ storageState, locale: 'es-MX', viewport });
  const page = await context.newPage();
  await page.addInitScript(watchDesk, { online: staffTexts.desk.online, count });
  await page.goto(address);
  const watch = <Key extends keyof DeskWatch>(key: Key) =>
    page
      .waitForFunction((name) => window.deskWatch?.[name], key)
      .then((value) => value.jsonValue());
  const [opened, complete] = [Number(await watch('opened')), Number(await watch('complete'))];
  const opening = await page.evaluate(() => window.deskWatch?.longTasks.splice(0) ?? []);
  const moves = await pressKeys(page, 'j', MOVES);
  const decisions = await pressKeys(page, 'a', DECISIONS);
  const rows = await page.locator('[data-row]').count();
  const pressing = await page.evaluate(() => window.deskWatch?.longTasks ?? []);
  await context.close();
  return {
    opened,
    complete,
    moves,
    decisions,
    rows,
    longTasks: opening.length,
    blocked: sum(opening),
    longPresses: pressing.length
  };
}
