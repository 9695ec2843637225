/** What became of questions, in as few words as a picture can bear; keys of `guests:figures.outcome`. */
export const OUTCOMES = ['answered', 'open', 'waiting', 'merged', 'declined', 'withdrawn'] as const;
export type Outcome = (typeof OUTCOMES)[number];
