/** Hears how much of a long work is done, in whatever units it counts. */
export type OnProgress = (done: number, total: number) => void;
