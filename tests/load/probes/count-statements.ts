import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import BetterSqlite3 from 'better-sqlite3';

/*
 * Preloaded into a hub, it counts the statements that SQLite is asked to run, whoever asks, and writes the
 * count into the data folder when it is signalled.
 */

let statements = 0;
const database = new BetterSqlite3(':memory:');
const statement: object = Object.getPrototypeOf(database.prepare('select 1'));
database.close();

for (const name of ['all', 'run', 'iterate'] as const) {
  const original: unknown = Reflect.get(statement, name);
  if (typeof original !== 'function') throw new Error(`statements have no ${name}`);
  Reflect.set(statement, name, function (this: unknown, ...values: unknown[]): unknown {
    statements += 1;
    return Reflect.apply(original, this, values);
  });
}

process.on('SIGUSR2', () => {
  writeFileSync(join(process.env.DATA_DIR ?? '.', 'statements'), String(statements));
});
