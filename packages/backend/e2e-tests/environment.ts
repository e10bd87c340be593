import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const { env } = process;
const root = resolve(__dirname, '../../..');

function required(name: string): string {
  const value = env[name];
  if (!value) {
    throw new Error(`${name} is not set: eval "$(.ci/databases start)"`);
  }
  return value;
}

/** What the run leaves behind: data and results. */
export const workDirectory = join(root, '.cache/production');
mkdirSync(workDirectory, { recursive: true });

export const installScript = join(root, 'deploy/install.sh');
export const archives = join(root, 'packages/backend/dist');

const ports = {
  backend: env.OAF_E2E_BACKEND_PORT ?? '17207',
  identityProvider: env.OAF_E2E_IDENTITY_PROVIDER_PORT ?? '17208',
  upstreams: env.OAF_E2E_UPSTREAMS_PORT ?? '17209',
  gateway: env.OAF_E2E_GATEWAY_PORT ?? '17210',
  metrics: env.OAF_E2E_METRICS_PORT ?? '17211',
};

/** Where the product is installed: outside of the repository, so that no package of it can stand in for a missing one. */
export const installed = join(tmpdir(), `oaf-production-${ports.backend}`);

/** The backend serves the app too. */
export const url = `http://localhost:${ports.backend}`;
export const metricsUrl = `http://localhost:${ports.metrics}/metrics`;
export const gatewayUrl = `http://localhost:${ports.gateway}`;
const issuer = `http://localhost:${ports.identityProvider}`;

/** An OpenID provider and the APIs behind the gateway, which every company has of its own. */
export const surroundings = {
  command: [
    'node --require',
    require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
    join(__dirname, 'surroundings.ts'),
  ].join(' '),
  url: `${issuer}/.well-known/openid-configuration`,
  env: {
    OAF_SURROUNDINGS: JSON.stringify({
      app: { baseUrl: url },
      backend: { baseUrl: url },
      sandbox: {
        identityProvider: {
          port: Number(ports.identityProvider),
          clientSecret: 'production-test-secret',
        },
        upstreams: { port: Number(ports.upstreams) },
      },
    }),
  },
};

/** What an installation sets, beside its database. */
export const settings = {
  NODE_ENV: 'production',
  OAF_BASE_URL: url,
  OAF_BACKEND_PORT: ports.backend,
  OAF_GATEWAY_URL: gatewayUrl,
  OAF_GATEWAY_PORT: ports.gateway,
  OAF_METRICS_PORT: ports.metrics,
  OAF_UPSTREAM: `http://localhost:${ports.upstreams}/accounts`,
  OAF_DEFINITION: join(root, 'packages/sandbox/apis/accounts.yaml'),
  OAF_SECRETS_KEY: Buffer.alloc(32, 'production test').toString('base64'),
  AUTH_SESSION_SECRET: 'production-test-session-secret',
  AUTH_OIDC_METADATA_URL: `${issuer}/.well-known/openid-configuration`,
  AUTH_OIDC_CLIENT_ID: 'backstage',
  AUTH_OIDC_CLIENT_SECRET: 'production-test-secret',
};

const postgres = Object.keys(env).find(name =>
  /^BACKSTAGE_TEST_DATABASE_POSTGRES\d+_CONNECTION_STRING$/.test(name),
);

/** Databases that take TLS, by the client that reads them. */
export const databases = {
  mysql2: required('BACKSTAGE_TEST_DATABASE_MYSQL8_CONNECTION_STRING'),
  pg: required(postgres ?? 'BACKSTAGE_TEST_DATABASE_POSTGRES*'),
};

export const authorityFile = required('OAF_TEST_DATABASE_CA_FILE');
