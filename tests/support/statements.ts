import type { KyselyPlugin, RootOperationNode } from 'kysely';
import type { TestContext } from './databases.ts';

/** The same context, whose statements are noted by kind: `select`, `insert`, `update`, `delete`. */
export function countStatements(context: TestContext): {
  counted: TestContext;
  kinds: string[];
} {
  const kinds: string[] = [];
  const plugin: KyselyPlugin = {
    transformQuery({ node }): RootOperationNode {
      kinds.push(node.kind.replace(/QueryNode$|Node$/, '').toLowerCase());
      return node;
    },
    transformResult: async ({ result }) => result
  };
  return { counted: { ...context, db: context.db.withPlugin(plugin) }, kinds };
}
