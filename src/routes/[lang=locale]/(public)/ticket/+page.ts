/** Kept by the browser for a time without connection: it must stand on its own, without scripts. */
export const csr = false;
