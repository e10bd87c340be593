import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const { env } = process;
const backendPort = env.OAF_E2E_BACKEND_PORT ?? '17107';

/** Where the backend serves the built app and the HTTP API. */
export const baseUrl = `http://localhost:${backendPort}`;

/** What the run leaves behind: the backend's data and log, traces of failed tests, screenshots. */
export const workDirectory = join(root, '.cache/e2e');

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
  OAF_DATA_DIRECTORY: join(workDirectory, 'data'),
};

/** Where the embedded gateway answers calls to APIs. */
export const gatewayUrl = `http://localhost:${backendEnvironment.OAF_GATEWAY_PORT}`;
