import type { Plan } from './bench.ts';

/** Measures ours and the reference A B A B, so that what disturbs the machine disturbs both. */
export async function measureInTurn<Ours, Reference>(
  { rounds, say }: Plan,
  ours: () => Promise<Ours>,
  reference: () => Promise<Reference>
): Promise<{ ours: Ours[]; reference: Reference[] }> {
  const measured: { ours: Ours[]; reference: Reference[] } = { ours: [], reference: [] };
  for (let round = 1; round <= rounds; round++) {
    say(`round ${round} of ${rounds}: ours`);
    measured.ours.push(await ours());
    say(`round ${round} of ${rounds}: reference`);
    measured.reference.push(await reference());
  }
  return measured;
}
