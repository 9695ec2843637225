import { registerHooks } from 'node:module';

/*
 * Preloaded into the built server, it is the same handler without the database: the very bundle that is
 * measured, with routing, form, validation, sealing, queries built and pages rendered; only the driver is
 * exchanged, for one that soon answers from memory. A stub of the domain call would need a test path in the
 * bundle, and a database in memory would still spend SQLite's share.
 */

const STAND_IN = new URL('remembered-answers.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier === 'better-sqlite3' && context.parentURL !== STAND_IN;
    return isOurs ? { url: STAND_IN, shortCircuit: true } : next(specifier, context);
  }
});
