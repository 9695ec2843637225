import { mayMerge, TRANSITIONS, targetOf } from '../schema/question-states.ts';
import type { TransitionName } from '../schema/question-states.ts';
import { queueOf } from './desk-place.ts';
import type { Lang, QuestionStatus, Requests, StaffQuestion } from './protocol.ts';

/** One decision about one question; without a version it is made on the one that the desk shows. */
export type Decision = Omit<Requests['moderate'], 'version'> & { version?: number };

/** The state that a transition would lead to, or null where the table has no such way. */
export function leadsTo(name: TransitionName, question: StaffQuestion): QuestionStatus | null {
  return targetOf(name, positionOf(question));
}

/** Whether a question may be joined with another one. */
export function mayJoin(question: StaffQuestion, target: StaffQuestion): boolean {
  return mayMerge(positionOf(question), target);
}

function positionOf({ id, status, previous, audience }: StaffQuestion) {
  return { id, status, previous_status: previous ?? null, audience };
}

/** The questions as they will be once these decisions have been made; those that do not fit change nothing. */
export function project(
  questions: readonly StaffQuestion[],
  decisions: readonly Decision[]
): readonly StaffQuestion[] {
  return decisions.reduce(projectOne, questions);
}

function projectOne(
  questions: readonly StaffQuestion[],
  decision: Decision
): readonly StaffQuestion[] {
  const question = questions.find(({ id }) => id === decision.id);
  const changed = question && change(questions, question, decision);
  if (!changed) return questions;
  const turnEnds = changed.status === 'live' && question.status !== 'live';
  return questions.map((one) => {
    if (one.id === changed.id) return changed;
    return turnEnds && one.status === 'live' ? { ...one, status: 'answered' as const } : one;
  });
}

function change(
  questions: readonly StaffQuestion[],
  question: StaffQuestion,
  decision: Decision
): StaffQuestion | null {
  if (isTransition(decision.action)) return moveAlong(questions, question, decision);
  const { text, lang, status, labels, panelist, standing } = decision;
  switch (decision.action) {
    case 'move':
      return { ...question, position: positionBefore(questions, question, decision.before) };
    case 'edit':
      return editedTo(question, text ?? '', lang ?? question.lang);
    case 'translate':
      return lang && text && status
        ? { ...question, translation: status, text: { ...question.text, [lang]: text } }
        : null;
    case 'label':
      return withPanelist({ ...question, labels: labels ?? [] }, panelist);
    case 'stand':
      return withStanding(question, standing);
    default:
      return null;
  }
}

/** Moved to the other language it is the only text. */
function editedTo(question: StaffQuestion, text: string, lang: Lang): StaffQuestion {
  const edited = question.edited || text !== question.text[question.lang];
  if (lang === question.lang)
    return { ...question, edited, text: { ...question.text, [lang]: text } };
  return { ...question, edited, lang, text: { [lang]: text }, translation: 'none' };
}

/** Whether an action is one of the table of transitions. */
export function isTransition(action: Decision['action']): action is TransitionName {
  return Object.hasOwn(TRANSITIONS, action);
}

function moveAlong(
  questions: readonly StaffQuestion[],
  question: StaffQuestion,
  { action, reason, into }: Decision
): StaffQuestion | null {
  const target = isTransition(action) ? leadsTo(action, question) : null;
  if (!target) return null;
  const { position: _, reason: __, mergedInto: ___, ...rest } = question;
  const next: StaffQuestion = { ...rest, status: target, previous: question.status };
  if (target === 'queued') return { ...next, position: positionBefore(questions, question) };
  if (target === 'declined' && reason) return { ...next, reason };
  if (target === 'merged' && into) return { ...next, mergedInto: into };
  return next;
}

/** A place before another question of "next up", or after the last one. */
function positionBefore(
  questions: readonly StaffQuestion[],
  { id }: StaffQuestion,
  before?: string
): number {
  const queue = queueOf(questions).filter((one) => one.id !== id);
  const at = queue.findIndex((one) => one.id === before);
  if (at < 0) return (queue.at(-1)?.position ?? 0) + 1_024;
  const next = queue[at]?.position ?? 0;
  return (next + (queue[at - 1]?.position ?? next - 2_048)) / 2;
}

function withPanelist(question: StaffQuestion, panelist: string | undefined): StaffQuestion {
  const { panelist: _, ...rest } = question;
  return panelist ? { ...rest, panelist } : rest;
}

function withStanding(question: StaffQuestion, standing: Decision['standing']): StaffQuestion {
  const { standing: _, ...rest } = question;
  return standing && standing !== 'free' ? { ...rest, standing } : rest;
}
