import { expect } from '@playwright/test';
import { QuestionModel, type Asked } from '../support/question-model.ts';
import type { LogLine, QuestionState } from '../support/question-states.ts';
import type { SentDecision } from './desk-line.ts';

/** These are about a question, and decide nothing. */
const NO_DECISION = ['claim', 'release', 'note', 'reply', 'stand'];

/**
 * Holds what each person saw acknowledged against the table of transitions: each acknowledged decision
 * became true exactly once, on the version that it was made on; no version was decided on twice; what the
 * table makes of them is what stands in the database. Returns how many decisions that were.
 */
export function checkHistory(
  before: ReadonlyMap<string, QuestionState>,
  sent: readonly SentDecision[],
  log: readonly LogLine[],
  after: ReadonlyMap<string, QuestionState>
): { acknowledged: number; refused: number } {
  const decisions = sent.filter(isDecision);
  const acknowledged = decisions.filter(({ answer }) => answer?.ok);
  const keys = acknowledged.map(({ request }) => keyOf(request));
  expect(new Set(keys).size, 'two decisions on one version were acknowledged').toBe(keys.length);

  // Somebody may try two things on one version; of those that were the same, the acknowledged one counts.
  const tried = [...decisions.filter(({ answer }) => !answer?.ok), ...acknowledged];
  const byKey = new Map(
    tried.map((one) => [`${one.by} ${keyOf(one.request)} ${one.request.action}`, one])
  );
  const model = new QuestionModel((line, version) => {
    const one = byKey.get(`${line.by} ${line.id} ${version} ${line.action}`);
    return one && askedOf(one);
  });
  for (const [id, state] of before) model.add(id, { ...state, labels: [...state.labels] });
  const made = new Set<string>();
  for (const [index, line] of log.entries()) {
    const asked = model.follow(line, log[index + 1]);
    if (asked) made.add(`${asked.id} ${asked.version}`);
    // Within a start the turn that ends comes first, so that there are never two.
    if (line.action === 'start') expect(model.live.length).toBeLessThanOrEqual(1);
  }
  expect(
    keys.filter((key) => !made.has(key)),
    'an acknowledged decision was lost'
  ).toEqual([]);
  expect(statesOf(model.questions)).toEqual(statesOf(after));
  for (const { answer, request } of acknowledged)
    if (answer?.ok) expect(answer.question.version).toBe(request.version + 1);
  return { acknowledged: keys.length, refused: checkRefusals(decisions, after) };
}

/** All that a desk sent, also again, became true or was refused for good: it asks until it knows. */
export function expectAnswered(sent: readonly SentDecision[]): void {
  const final = ({ answer }: SentDecision) =>
    answer !== null && (answer.ok || !['busy', 'rate_limited'].includes(answer.code));
  const attempts = Map.groupBy(
    sent.filter(isDecision),
    ({ by, request }) => `${by} ${keyOf(request)}`
  );
  const open = [...attempts].filter(([, all]) => !all.some(final));
  const said = open.map(
    ([key, all]) =>
      `${key}: ${all.map(({ request, answer }) => `${request.action} ${JSON.stringify(answer)}`).join(', ')}`
  );
  expect(said, 'a decision is still on its way').toEqual([]);
}

/** A decision that came too late says who was first, and what is true now; what an author did names nobody. */
function checkRefusals(
  decisions: readonly SentDecision[],
  after: ReadonlyMap<string, QuestionState>
): number {
  const refused = decisions.flatMap(({ answer }) => (answer && !answer.ok ? answer : []));
  const conflicts = refused.filter(({ code }) => code === 'conflict');
  for (const { current, by, message } of conflicts) {
    expect(current && after.has(current.id)).toBe(true);
    expect(by ?? null).toBe(current?.by ?? null);
    expect(message).toContain(by ?? 'ya cambió');
  }
  return refused.length;
}

function isDecision({ request }: SentDecision): boolean {
  return !NO_DECISION.includes(request.action);
}

function keyOf({ id, version }: { id: string; version: number }): string {
  return `${id} ${version}`;
}

function askedOf({ request }: SentDecision): Asked {
  const { id, action, version, reason, into, labels, status } = request;
  return { id, action, version, reason, into, labels, status };
}

type Comparable = Pick<
  QuestionState,
  'status' | 'previous' | 'reason' | 'mergedInto' | 'labels' | 'translation' | 'edited' | 'version'
>;

function statesOf(questions: ReadonlyMap<string, Comparable>): Record<string, Comparable> {
  return Object.fromEntries(
    [...questions].map(([id, one]) => [
      id,
      {
        status: one.status,
        previous: one.previous,
        reason: one.reason,
        mergedInto: one.mergedInto,
        labels: one.labels,
        translation: one.translation,
        edited: one.edited,
        version: one.version
      }
    ])
  );
}
