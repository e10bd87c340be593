// Who may import whom. An arrow means "may import":
//
//   rating ← common ← node ← backend            contract ← access
//               ↑        ↑                      contract ← node, backend, modules
//        api-management  modules                access   ← modules
//               ↑
//        scaffolder-module
//                                               contract ← infrastructure ← modules
//
// Run with `yarn lint:imports`. Each comment is printed when its rule is broken.

const path = require('node:path');

/** Code that is not shipped may reach further than the package it tests. */
const NOT_SHIPPED =
  '([.]test[.]tsx?|setupTests[.]ts)$|^(packages|plugins)/[^/]+/(dev|build|e2e-tests)/|/(testing|testUtils|__testUtils__)/';

const PACKAGES =
  'contract|rating|access|sandbox|app|backend|consumer|aws-emulator|infrastructure|database-credentials';

const packagePath = name =>
  new RegExp(`^(${PACKAGES})$`).test(name)
    ? `packages/${name}`
    : `plugins/${name}`;

/** `folder` may import, of all workspaces, only itself and `allowed`. */
const onlyImports = (folder, allowed, comment) => ({
  name: `${path.basename(folder)}-imports`,
  severity: 'error',
  comment,
  from: { path: `^${folder}/`, pathNot: NOT_SHIPPED },
  to: {
    path: '^(packages|plugins)/',
    pathNot: [folder, ...allowed.map(packagePath)].map(prefix => `^${prefix}/`),
  },
});

/** Only files that match `allowed` import what matches `module`. */
const onlySeenBy = (name, module, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: {
    path: '^(packages|plugins)/[^/]+/src/',
    pathNot: [NOT_SHIPPED, ...allowed],
  },
  // a bare name is one that is not installed
  to: { path: `(^|node_modules/)${module}(/|$)` },
});

const COMMON = 'api-management-common';
const NODE = 'api-management-node';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    onlyImports(
      'packages/contract',
      [],
      'The contract between portal and gateway depends on neither.',
    ),
    onlyImports(
      'packages/rating',
      [],
      'Rating is arithmetic; it knows no other part.',
    ),
    onlyImports(
      'packages/access',
      ['contract'],
      "The API's door runs without the portal.",
    ),
    onlyImports(
      'packages/infrastructure',
      ['contract'],
      'Templates are text that anything can deploy; of the door they take its built archives.',
    ),
    onlyImports(
      'packages/database-credentials',
      [],
      'For any Backstage backend; it knows nothing of API management.',
    ),
    onlyImports(
      'packages/sandbox',
      [],
      'The sandbox is what a bare machine lacks, not a part of the product.',
    ),
    onlyImports(
      'packages/consumer',
      [],
      'The consumer kit speaks standards; it works with any such server.',
    ),
    onlyImports(
      'packages/aws-emulator',
      [],
      'Starts emulators that others wrote; knows nothing of what is tested.',
    ),
    onlyImports(
      'packages/app',
      ['api-management', 'scaffolder-module-api-management'],
      'The app is made of frontend plugins only.',
    ),
    onlyImports(
      'plugins/api-management-common',
      ['rating'],
      'Shared by browser and server: model and client.',
    ),
    onlyImports(
      'plugins/api-management-node',
      [COMMON, 'contract', 'rating'],
      'Ports for server-side packages.',
    ),
    onlyImports(
      'plugins/api-management-backend',
      [COMMON, NODE, 'contract', 'rating'],
      'The backend knows drivers and engines only through their extension points.',
    ),
    onlyImports(
      'plugins/api-management',
      [COMMON, 'rating'],
      'The frontend runs in a browser: no -node, no backend, no gateway code.',
    ),
    onlyImports(
      'plugins/scaffolder-module-api-management',
      ['api-management', COMMON],
      'Fields of forms are made of the pages’ own components.',
    ),
    {
      name: 'module-imports',
      severity: 'error',
      comment:
        'A backend module extends a plugin through extension points; it imports neither a -backend nor another module.',
      from: {
        path: '^plugins/([^/]+-backend-module-[^/]+)/',
        pathNot: NOT_SHIPPED,
      },
      to: {
        path: '^(packages|plugins)/',
        pathNot: [
          '^plugins/$1/',
          ...[COMMON, NODE, 'contract', 'access', 'infrastructure'].map(
            name => `^${packagePath(name)}/`,
          ),
        ],
      },
    },
    {
      name: 'two-faces',
      severity: 'error',
      comment:
        'Provider and consumer pages share code only through src/shared.',
      from: {
        path: '^plugins/api-management/src/(provider|consumer)/',
        pathNot: NOT_SHIPPED,
      },
      to: {
        path: '^plugins/api-management/src/(provider|consumer)/',
        pathNot: '^plugins/api-management/src/$1/',
      },
    },
    {
      name: 'shared-by-both-faces',
      severity: 'error',
      comment: 'src/shared knows neither face.',
      from: { path: '^plugins/api-management/src/shared/' },
      to: { path: '^plugins/api-management/src/(provider|consumer)/' },
    },
    onlySeenBy(
      'knex-in-stores',
      'knex',
      [
        '/Database[A-Z][A-Za-z]*[.]ts$',
        '/database/',
        '(Queries|Rows|UsageEngine)[.]ts$',
        '^plugins/[^/]+/src/(composition/)?create[A-Z][A-Za-z]*[.]ts$',
      ],
      'SQL lives in stores: Database*.ts, *Queries.ts, *Rows.ts, a UsageEngine, or a database/ folder. What puts a plugin together hands the connection to them.',
    ),
    onlySeenBy(
      'express-in-routes',
      '(@types/)?express(-promise-router)?',
      ['(Routes|/router|/Caller)[.]ts$'],
      'HTTP lives in *Routes.ts and the router.',
    ),
    onlySeenBy(
      'aws-sdk-in-adapters',
      '@aws-sdk/[^/]+',
      [
        '^plugins/[^/]+-module-(aws|athena|duckdb)/',
        '^packages/access/src/aws/',
        '^packages/aws-emulator/src/',
        '^packages/database-credentials/src/secret/',
        '^plugins/scaffolder-backend-module-',
      ],
      'Only the AWS adapters talk to AWS.',
    ),
    onlySeenBy(
      'config-at-the-edge',
      '@backstage/config',
      ['/(config|environment|module|plugin)[.]ts$'],
      'Configuration is read once, at the edge, into a typed record: in config.ts.',
    ),
    {
      name: 'no-test-code-in-shipped-code',
      severity: 'error',
      comment: 'Tests and their fixtures are not shipped.',
      from: { path: '^(packages|plugins)/', pathNot: NOT_SHIPPED },
      to: {
        path: '([.]test[.]tsx?|setupTests[.]ts)$|/(testing|testUtils|__testUtils__)/',
        pathNot: 'node_modules',
      },
    },
    {
      name: 'no-bench-in-shipped-code',
      severity: 'error',
      comment: 'A bench measures the product; the product does not need it.',
      from: {
        path: '^(packages|plugins)/',
        pathNot: [NOT_SHIPPED, '^packages/aws-emulator/'],
      },
      to: { path: '^(bench|packages/aws-emulator)/', pathNot: 'node_modules' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Two files that need each other are one file, or lack a third.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'An import that cannot be resolved escapes every other rule.',
      from: {},
      to: { couldNotResolve: true, pathNot: '[.]css$' },
    },
  ],
  options: {
    tsConfig: { fileName: path.join(__dirname, 'tsconfig.json') },
    // also follow imports that exist for types alone: a type couples as well
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: [
        '^(packages|plugins)/.+/generated/',
        '^(packages|plugins)/[^/]+/(dist|dist-types|migrations|[.]cache)/',
      ],
    },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
      extensions: [
        '.ts',
        '.tsx',
        '.js',
        '.cjs',
        '.mjs',
        '.jsx',
        '.json',
        '.d.ts',
      ],
    },
  },
};
