/**
 * Where a limit begins, in one table. Everything but the mails lives in memory, is gone with the process,
 * and names nobody. The machine itself (a proxy that tells no address, an operator) counts nowhere.
 */
export const ABUSE_LIMITS = {
  /** More would be a way to bomb somebody's mailbox through our forms; three cover a mail that went astray. */
  mailsPerAddressAndHour: 3,
  /** A classroom or an office sits behind one address and may send a form each; a script may not. */
  formsPerNetworkAndMinute: 60,
  /**
   * RSVPs of all networks within a minute from which on a flood is assumed. A newsletter to 10,000 people
   * brings about two a second at its peak, so five a second are no longer people.
   */
  floodPerMinute: 300,
  /** A flood that paused is not over; who RSVPs meanwhile waits a second or presses one more link. */
  floodLastsMinutes: 10,
  /** Leading zero bits of the work: about 16,000 hashes, half a second on an old phone, per form on a script. */
  proofBits: 14,
  /** Long enough to fill in a form slowly after the work is asked for. */
  proofLastsMinutes: 15,
  /** Unconfirmed RSVPs are kept for a holiday without e-mail, and hold no seat meanwhile. */
  draftDays: 7
} as const;
