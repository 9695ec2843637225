import { randomUUID } from 'node:crypto';
import type { Context } from '../../../src/lib/server/context.ts';
import { countStates, publishPanel } from '../../support/attendees.ts';
import { startBenchHub, withDatabase } from '../bench-hub.ts';
import type { Bench } from '../bench.ts';
import { cpuTime } from '../cores.ts';
import { atLeast, exactly, makeCount, makeFigure, type Figure } from '../figures.ts';
import { generateLoad } from '../generator.ts';
import type { FormResult, FormTask } from '../generators/rsvp-forms.ts';
import { measureInTurn } from '../in-turn.ts';
import { quantile } from '../statistics.ts';

const DAY = 24 * 60 * 60_000;
const CONNECTIONS = 64;
/** Before anything is measured: the code is compiled, and the reference has learned its answers. */
const WARM_UP = 600;
const WITHOUT_DATABASE = ['--import', './tests/load/reference/without-database.ts'];

interface Size {
  forms: number;
  seats: number;
}

interface Burst extends FormResult {
  cpu: number;
  /** RSVPs found afterwards. */
  rows: number;
  /** Confirmed beyond the seats, or seats left empty while people wait. */
  misplaced: number;
  oversold: number;
  /** RSVPs without a mail, mails without an RSVP, and answers without a row. */
  unequal: number;
}

export const bench: Bench = {
  name: 'rsvp-burst',
  measures:
    '10,000 RSVPs on 9,000 seats over 64 connections, by the form of the event page; reference: the same handler without the database',
  async run(plan) {
    const size = plan.quick ? { forms: 1_000, seats: 900 } : { forms: 10_000, seats: 9_000 };
    const { ours, reference } = await measureInTurn(
      plan,
      () => measureBurst(size),
      () => measureBurst(size, WITHOUT_DATABASE)
    );
    if (reference.some(({ acknowledged, rows }) => acknowledged !== size.forms || rows > 0))
      throw new Error('the reference refused forms, or wrote them');
    return figuresOf(size, ours, reference);
  }
};

function figuresOf({ forms }: Size, ours: Burst[], reference: Burst[]): Figure[] {
  const rates = (bursts: Burst[]) => bursts.map(({ seconds }) => forms / seconds);
  const slowest = (bursts: Burst[]) => bursts.map(({ waits }) => quantile(waits, 0.99));
  const cpu = (bursts: Burst[]) => bursts.map((burst) => burst.cpu / forms);
  return [
    makeFigure('RSVPs', {
      unit: 'per second',
      ours: rates(ours),
      reference: rates(reference),
      goal: atLeast(0.25, 'ratio'),
      more: true
    }),
    makeFigure('wait, p99', { unit: 'ms', ours: slowest(ours), reference: slowest(reference) }),
    makeFigure('CPU per RSVP', { unit: 'ms', ours: cpu(ours), reference: cpu(reference) }),
    ...(['oversold', 'misplaced', 'unequal'] as const).map((count) =>
      makeCount(NAMES[count], {
        unit: 'RSVPs',
        ours: ours.map((burst) => burst[count]),
        goal: exactly(0)
      })
    )
  ];
}

const NAMES = {
  oversold: 'oversold',
  misplaced: 'on the wrong side of the last seat',
  unequal: 'not acknowledged, written and mailed once'
};

/** One burst on a hub of its own. */
async function measureBurst(size: Size, nodeOptions: readonly string[] = []): Promise<Burst> {
  const { hub, prepared } = await startBenchHub((context) => publish(context, size), nodeOptions);
  try {
    const task = taskOf(hub.origin);
    await generateLoad('generators/rsvp-forms.ts', task('calentar', WARM_UP));
    const cpu = cpuTime(hub.pid());
    const result = await generateLoad<FormTask, FormResult>(
      'generators/rsvp-forms.ts',
      task('mesa', size.forms)
    );
    const used = cpuTime(hub.pid()) - cpu;
    await hub.stop();
    const counts = await withDatabase(hub.dataDir, (context) => count(context, prepared, size));
    return {
      ...result,
      cpu: used,
      ...counts,
      unequal: counts.unequal + size.forms - result.acknowledged
    };
  } finally {
    await hub.remove();
  }
}

/** Two panels: one to warm up, one to measure. Returns the id of the latter. */
async function publish(context: Context, { seats }: Size): Promise<string> {
  const starts_at = new Date(Date.now() + 7 * DAY).toISOString();
  const ends_at = new Date(Date.now() + 7 * DAY + 90 * 60_000).toISOString();
  const values = { starts_at, ends_at, start_local: starts_at.slice(0, 16), zone: 'UTC' };
  await publishPanel(context, { ...values, slug: 'calentar' });
  return publishPanel(context, { ...values, slug: 'mesa', id: randomUUID(), capacity: seats });
}

function taskOf(origin: string): (slug: string, count: number) => FormTask {
  return (slug, count) => ({
    url: `${origin}/es/eventos/${slug}?/rsvp`,
    origin,
    connections: CONNECTIONS,
    count,
    prefix: slug
  });
}

async function count(context: Context, eventId: string, { forms, seats }: Size) {
  const { confirmed = 0, waitlisted = 0 } = await countStates(context, eventId);
  const { mails } = await context.db
    .selectFrom('mail_outbox')
    .innerJoin('rsvps', 'rsvps.id', 'mail_outbox.rsvp_id')
    .select(({ fn }) => fn.count<number>('mail_outbox.rsvp_id').distinct().as('mails'))
    .where('rsvps.event_id', '=', eventId)
    .whereRef('mail_outbox.kind', '=', 'rsvps.status')
    .executeTakeFirstOrThrow();
  const rows = confirmed + waitlisted;
  return {
    rows,
    oversold: Math.max(0, confirmed - seats),
    misplaced: Math.abs(confirmed - seats) + Math.abs(waitlisted - (forms - seats)),
    unequal: Math.abs(forms - rows) + Math.abs(rows - Number(mails))
  };
}
