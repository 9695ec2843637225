import { mayJoin } from '$lib/realtime/desk-projection.ts';
import type { StaffQuestion } from '$lib/realtime/protocol.ts';
import { findSimilar, type Similar } from '$lib/room/similar.ts';

/** The questions that ask the same in either language, the likest first. */
export function findCandidates(
  question: StaffQuestion,
  questions: readonly StaffQuestion[],
  options: { limit: number; threshold?: number }
): Similar<StaffQuestion>[] {
  const others = questions.filter((one) => mayJoin(question, one));
  const best = new Map<string, Similar<StaffQuestion>>();
  for (const text of [question.text.es, question.text.en]) {
    for (const found of text ? findSimilar(text, others, options) : []) {
      const known = best.get(found.question.id);
      if (!known || known.score < found.score) best.set(found.question.id, found);
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score).slice(0, options.limit);
}
