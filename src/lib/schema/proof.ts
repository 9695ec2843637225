/** Whether a hash begins with so many zero bits. */
export function hasLeadingZeros(hash: Uint8Array, bits: number): boolean {
  for (let at = 0; at < bits; at++) {
    const byte = hash[at >> 3] ?? 0xff;
    if ((byte & (0x80 >> (at & 7))) !== 0) return false;
  }
  return true;
}

/** The number of zero bits that a challenge asks for; null when it is none. */
export function bitsOf(challenge: string): number | null {
  const bits = Number(challenge.split('.')[1]);
  return Number.isInteger(bits) && bits >= 1 && bits <= 30 ? bits : null;
}
