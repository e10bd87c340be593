// What every package.json must say: `yarn constraints` looks, `yarn constraints --fix` writes it.
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const repository = 'https://github.com/open-api-framework/backstage';

// Where a package is for a wider circle than those who run Backstage.
const engines = { '@oaf/consumer': '>=20.19' };

// What a package is found by, beside the words that all share.
const keywords = {
  '@oaf/access': ['oauth', 'dpop', 'authorizer', 'api-gateway', 'lambda'],
  '@oaf/consumer': ['oauth', 'dpop', 'cli', 'private-key-jwt'],
  '@oaf/contract': ['api-gateway', 'access-log'],
  '@oaf/database-credentials': ['aws', 'secrets-manager', 'database'],
  '@oaf/infrastructure': ['aws', 'cloudformation', 'cdk', 'api-gateway'],
  '@oaf/rating': ['billing', 'metering', 'pricing'],
  '@oaf/sandbox': ['openid', 'mock', 'openapi'],
  '@oaf/backstage-plugin-api-management': ['developer-portal'],
  '@oaf/backstage-plugin-api-management-backend': ['developer-portal'],
  '@oaf/backstage-plugin-api-management-backend-module-athena': [
    'aws',
    'athena',
    'metering',
  ],
  '@oaf/backstage-plugin-api-management-backend-module-aws': [
    'aws',
    'api-gateway',
  ],
  '@oaf/backstage-plugin-api-management-backend-module-duckdb': [
    'duckdb',
    'metering',
  ],
  '@oaf/backstage-plugin-api-management-backend-module-local': ['api-gateway'],
  '@oaf/backstage-plugin-api-management-backend-module-stripe': [
    'billing',
    'stripe',
  ],
  '@oaf/backstage-plugin-api-management-common': ['developer-portal'],
  '@oaf/backstage-plugin-api-management-node': ['developer-portal'],
  '@oaf/backstage-plugin-auth-backend-module-api-management': [
    'openid',
    'oidc',
  ],
  '@oaf/backstage-plugin-catalog-backend-module-api-management': [
    'catalog',
    'api-gateway',
  ],
  '@oaf/backstage-plugin-scaffolder-backend-module-api-management': [
    'scaffolder',
    'cloudformation',
  ],
  '@oaf/backstage-plugin-scaffolder-module-api-management': [
    'scaffolder',
    'field-extension',
  ],
  '@oaf/backstage-plugin-permission-backend-module-api-management': [
    'permission',
  ],
};

function ofPublishedPackage(workspace, root) {
  const { cwd, ident, manifest } = workspace;
  const words = keywords[ident];
  for (const [field, value] of [
    ['homepage', `${repository}/tree/main/${cwd}#readme`],
    ['bugs.url', `${repository}/issues`],
    ['engines.node', engines[ident] ?? root.manifest.engines.node],
    ['repository.type', 'git'],
    ['repository.url', `git+${repository}.git`],
    ['repository.directory', cwd],
    ['publishConfig.access', 'public'],
    ['keywords', words && ['backstage', 'api-management', ...words]],
    ['sideEffects', manifest.bin ? undefined : false],
  ]) {
    workspace.set(field, value);
  }
  for (const field of ['version', 'description', 'keywords', 'files']) {
    if (!manifest[field]?.length) workspace.error(`has no ${field}`);
  }
  if (!manifest.backstage?.role) workspace.error('has no backstage.role');
  ofPublishedFolder(workspace);
}

function ofPublishedFolder(workspace) {
  const at = name => join(__dirname, workspace.cwd, name);
  for (const name of ['README.md', 'CHANGELOG.md', 'LICENSE']) {
    if (!existsSync(at(name))) workspace.error(`has no ${name}`);
  }
  if (
    existsSync(at('LICENSE')) &&
    !readFileSync(at('LICENSE')).equals(
      readFileSync(join(__dirname, 'LICENSE')),
    )
  ) {
    workspace.error("has another LICENSE than the repository's");
  }
}

// A library in two versions is two libraries in the app.
function oneRangeForEachDependency(Yarn) {
  for (const dependency of Yarn.dependencies()) {
    if (
      dependency.type === 'peerDependencies' ||
      dependency.range.startsWith('workspace:')
    )
      continue;
    for (const other of Yarn.dependencies({ ident: dependency.ident })) {
      if (other.type !== 'peerDependencies') dependency.update(other.range);
    }
  }
}

module.exports = {
  constraints: async ({ Yarn }) => {
    const root = Yarn.workspace({ cwd: '.' });
    for (const workspace of Yarn.workspaces()) {
      workspace.set('license', root.manifest.license);
      if (!workspace.manifest.private) ofPublishedPackage(workspace, root);
    }
    oneRangeForEachDependency(Yarn);
  },
};
