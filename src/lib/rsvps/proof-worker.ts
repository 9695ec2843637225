import { bitsOf, hasLeadingZeros } from '../schema/proof.ts';

/** Hashes that are under way at once; more would not be faster, fewer would wait for each other. */
const AT_ONCE = 128;

/** Looks for the number that makes the hash of `challenge:number` begin with enough zeros. */
async function solve(challenge: string): Promise<string> {
  const bits = bitsOf(challenge);
  if (bits === null) throw new Error('no challenge');
  const encoder = new TextEncoder();
  for (let from = 0; ; from += AT_ONCE) {
    const tries = Array.from({ length: AT_ONCE }, async (_, index) => {
      const proof = `${challenge}:${from + index}`;
      const hash = await crypto.subtle.digest('SHA-256', encoder.encode(proof));
      return hasLeadingZeros(new Uint8Array(hash), bits) ? proof : null;
    });
    const found = (await Promise.all(tries)).find((proof) => proof !== null);
    if (found) return found;
  }
}

addEventListener('message', ({ data }: MessageEvent<string>) => {
  void solve(data).then(
    (proof) => postMessage(proof),
    () => postMessage(null)
  );
});
