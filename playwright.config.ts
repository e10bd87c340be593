import { defineConfig } from '@playwright/test';
import { accounts } from './packages/app/e2e-tests/aws/accounts';
import { browserOptions } from './packages/app/e2e-tests/browserOptions';
import {
  backendEnvironment,
  baseCredentials,
  baseUrl,
  controlPlaneUrl,
  workDirectory,
} from './packages/app/e2e-tests/environment';

export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  outputDir: `${workDirectory}/results`,
  // Stories, each told in order: their tests share one backend, those of a story one browser.
  workers: 1,
  projects: [
    { name: 'subscription', testMatch: 'story.test.ts' },
    { name: 'keyboard', testMatch: 'keyboard.test.ts' },
    { name: 'accounts', testMatch: 'linkedAccounts.test.ts' },
  ],
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: { ...browserOptions, baseURL: baseUrl },
  webServer: [
    {
      command: 'npm start --silent',
      cwd: 'bench/control-plane',
      url: `${controlPlaneUrl}/_simulator/counters`,
      env: {
        OAF_SIMULATOR: JSON.stringify({
          port: Number(new URL(controlPlaneUrl).port),
          baseCredentials,
          accounts,
        }),
      },
      gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    },
    {
      command: 'node packages/app/e2e-tests/serve.mjs',
      url: `${baseUrl}/.backstage/health/v1/readiness`,
      env: backendEnvironment,
      stdout: 'pipe',
      timeout: 600_000,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    },
  ],
});
