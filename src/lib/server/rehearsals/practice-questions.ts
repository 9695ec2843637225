import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Keys } from '../privacy/keys.ts';
import { askSchema, type AskInput } from '../../schema/question.ts';
import file from './practice-questions.json' with { type: 'json' };

/** A made-up question: what a viewer would type, under the name they would give. */
const practiceSchema = v.array(v.omit(askSchema, ['id']));

/** In the order in which they arrive: both languages, duplicates, a phone number, an angry one, a private one. */
export const PRACTICE_QUESTIONS = v.parse(practiceSchema, file);

/** How many practice viewers vote, besides those who ask. */
export const PRACTICE_VOTERS = 30;

/**
 * What practice viewer number `index` sends to the rehearsal `eventId`. The id follows from both, so that
 * nothing arrives twice, whoever starts the flood again, and whatever happened to the process meanwhile.
 */
export function practiceAsk(eventId: string, index: number): AskInput {
  const question = PRACTICE_QUESTIONS[index];
  if (!question) throw new Error('there is no such practice question');
  return { id: practiceIds(eventId)[index] ?? '', ...question };
}

/** The ids of all practice questions of one rehearsal, in their order. */
export function practiceIds(eventId: string): string[] {
  return PRACTICE_QUESTIONS.map((_, index) => uuidFrom(`${eventId}/${index}`));
}

/** The identity of a practice viewer; askers and voters are others, so that all may vote. */
export function practiceViewer(
  keys: Keys,
  eventId: string,
  kind: 'asker' | 'voter',
  index: number
): string {
  return keys.blind(`practice ${kind} ${index}\0${eventId}`, 'viewer').slice(0, 32);
}

/** A UUID of version 8: the layout is ours (RFC 9562, 5.8). */
function uuidFrom(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = '89ab'[parseInt(hex[16] ?? '0', 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32)
  ].join('-');
}
