import { join } from 'node:path';
import { cruise, type IRegularForbiddenRuleType } from 'dependency-cruiser';

const DOMAINS =
  '^src/lib/server/(backup|db|events|figures|house|jobs|mail|messages|partners|people|privacy|questions|rehearsals|rooms|rsvps|staff)/';

/** Which layer may not import what; everything that is not named here is allowed. */
const FORBIDDEN: IRegularForbiddenRuleType[] = [
  forbid('schemas import only each other', '^src/lib/schema/', '^src/', '^src/lib/schema/'),
  forbid('the protocol imports nothing', '^src/lib/realtime/protocol\\.ts$', '.'),
  forbid('the locales import nothing', '^src/lib/i18n/locales\\.ts$', '.'),
  forbid('ui knows no domain', '^src/lib/ui/', '^src/lib/', '^src/lib/(ui|i18n)/'),
  forbid('i18n knows no domain', '^src/lib/i18n/', '^src/lib/', '^src/lib/i18n/'),
  forbid(
    'domains know no web framework and no sockets',
    DOMAINS,
    '(node_modules/(@sveltejs|svelte|socket\\.io)/|^\\$app/|^src/routes/|^src/lib/server/(realtime|hub)/|^src/lib/server/hub\\.ts$)'
  ),
  forbid(
    'domains import browser code only where it is pure',
    DOMAINS,
    '^src/lib/(events|rsvps|room|staff|ui|realtime)/',
    '^src/lib/(realtime/protocol|events/cover)\\.ts$'
  ),
  forbid(
    'sockets know no pages',
    '^src/lib/server/realtime/',
    '(^src/routes/|node_modules/@sveltejs/|^\\$app/)'
  ),
  forbid(
    'routes reach the database through domains',
    '^src/routes/.*(\\.server|\\+server)\\.ts$',
    '(^src/lib/server/db/|node_modules/(kysely|better-sqlite3|pg)/)'
  ),
  forbid('only routes import routes', '^src/(?!routes/)', '^src/routes/'),
  forbid(
    'browser code imports no server',
    '^src/lib/(?!server/).*(\\.svelte|\\.svelte\\.ts)$',
    '^src/lib/server/',
    undefined,
    { dependencyTypesNot: ['type-only'] }
  ),
  {
    name: 'no circles',
    severity: 'error',
    from: { path: '^src/' },
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
  }
];

/** Reads the imports below `root`/src, Svelte files too, and says which break the table. */
export async function brokenImports(
  root: string
): Promise<{ rules: string[]; files: number; broken: string[] }> {
  const { output } = await cruise(
    ['src'],
    {
      baseDir: root,
      tsPreCompilationDeps: true,
      validate: true,
      ruleSet: { forbidden: FORBIDDEN },
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '\\.test\\.ts$' }
    },
    {
      conditionNames: ['svelte', 'import', 'default', 'types', 'node'],
      extensions: ['.ts', '.js', '.svelte', '.json'],
      alias: { $lib: join(root, 'src/lib') }
    }
  );
  if (typeof output === 'string') throw new Error(output);
  return {
    rules: FORBIDDEN.map((rule) => rule.name ?? ''),
    files: output.modules.filter((module) => module.source.startsWith('src/')).length,
    broken: output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)
  };
}

function forbid(
  name: string,
  from: string,
  to: string,
  but?: string,
  also: IRegularForbiddenRuleType['to'] = {}
): IRegularForbiddenRuleType {
  return {
    name,
    severity: 'error',
    from: { path: from },
    to: { path: to, ...(but ? { pathNot: but } : {}), ...also }
  };
}
