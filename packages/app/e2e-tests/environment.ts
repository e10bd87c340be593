import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const { env } = process;
const backendPort = env.OAF_E2E_BACKEND_PORT ?? '17107';
const controlPlanePort = env.OAF_E2E_CONTROL_PLANE_PORT ?? '17111';

/** Where the simulator of AWS's control plane answers, for every service and region. */
export const controlPlaneUrl = `http://127.0.0.1:${controlPlanePort}`;

/** Who the backend is in AWS. The simulator knows these credentials, AWS does not. */
export const baseCredentials = {
  accessKeyId: 'AKIASIMULATEDE2E0001',
  secretAccessKey: 'simulated-e2e-secret-access-key',
  accountId: '999900000000',
  arn: 'arn:aws:iam::999900000000:user/backstage',
};

/** Where the backend serves the built app and the HTTP API. */
export const baseUrl = `http://localhost:${backendPort}`;

/** What the run leaves behind: the backends' logs and data, pages of failed tests, screenshots. */
export const workDirectory = join(root, '.cache/e2e');

/** SQLite waits for the disk with each transaction, so that it is worth while to have data elsewhere. */
const dataDirectory = env.OAF_E2E_DATA_DIRECTORY ?? join(workDirectory, 'data');

/** Where screenshots go: beside the other results, or where they are asked for, such as the README's folder. */
export const screenshotDirectory = resolve(
  root,
  env.OAF_SCREENSHOTS ?? join(workDirectory, 'screenshots'),
);

/** Stands in for the packages that a code sample tells to install. */
export const installedPackages = join(root, 'node_modules');

/** Ports and data of these tests alone, so that a running `npm start` stays as it is. */
export const backendEnvironment = {
  NODE_ENV: 'development',
  OAF_APP_PORT: backendPort,
  OAF_BACKEND_PORT: backendPort,
  OAF_IDENTITY_PROVIDER_PORT: env.OAF_E2E_IDENTITY_PROVIDER_PORT ?? '17108',
  OAF_UPSTREAMS_PORT: env.OAF_E2E_UPSTREAMS_PORT ?? '17109',
  OAF_GATEWAY_PORT: env.OAF_E2E_GATEWAY_PORT ?? '17110',
  OAF_DATA_DIRECTORY: join(dataDirectory, 'embedded'),
  OAF_E2E_LOG: join(workDirectory, 'embedded.log'),
  OAF_CONTROL_PLANE_URL: controlPlaneUrl,
  AWS_ACCESS_KEY_ID: baseCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: baseCredentials.secretAccessKey,
  // A developer's own would be signed with otherwise.
  AWS_SESSION_TOKEN: '',
};

const infrastructurePort = Number(env.OAF_E2E_INFRASTRUCTURE_PORT ?? 17120);

/** Where another backend answers, whose AWS is an emulator that deploys. */
export const infrastructureUrl = `http://localhost:${infrastructurePort}`;

/** Of that backend, on five ports in a row. */
export const infrastructureEnvironment = {
  NODE_ENV: 'development',
  OAF_APP_PORT: `${infrastructurePort}`,
  OAF_BACKEND_PORT: `${infrastructurePort}`,
  OAF_IDENTITY_PROVIDER_PORT: `${infrastructurePort + 1}`,
  OAF_UPSTREAMS_PORT: `${infrastructurePort + 2}`,
  OAF_GATEWAY_PORT: `${infrastructurePort + 3}`,
  OAF_DATA_DIRECTORY: join(dataDirectory, 'infrastructure'),
  OAF_E2E_LOG: join(workDirectory, 'infrastructure.log'),
  AWS_SESSION_TOKEN: '',
};

/** Where the embedded gateway answers calls to APIs. */
export const gatewayUrl = `http://localhost:${backendEnvironment.OAF_GATEWAY_PORT}`;
