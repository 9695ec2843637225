import type { Signal, SignalKind } from './protocol.ts';

/**
 * Both lists as one, oldest first. Lists may arrive in any order: a signal that was seen stays seen, and
 * what is missing from a list is not gone.
 */
export function mergeSignals(known: readonly Signal[], heard: readonly Signal[]): Signal[] {
  const all = new Map(known.map((signal) => [signal.id, signal]));
  for (const signal of heard)
    if (signal.seenAt || !all.get(signal.id)?.seenAt) all.set(signal.id, signal);
  return [...all.values()].sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
}

export function unseenSignals(signals: readonly Signal[]): Signal[] {
  return signals.filter((signal) => !signal.seenAt);
}

/** The last signal of this kind that `from` sent, about this question when one is named. */
export function lastSignal(
  signals: readonly Signal[],
  from: string,
  kind: SignalKind,
  question?: string
): Signal | undefined {
  return signals.findLast(
    (signal) =>
      signal.from === from &&
      signal.kind === kind &&
      (question === undefined || signal.question === question)
  );
}

/** Who said that they take this question, the first one first. */
export function takersOf(signals: readonly Signal[], question: string): string[] {
  const names = signals
    .filter((signal) => signal.kind === 'mine' && signal.question === question)
    .map((signal) => signal.from);
  return [...new Set(names)];
}
