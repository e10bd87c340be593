import { defineConfig } from '@playwright/test';
import { accounts } from './packages/app/e2e-tests/aws/accounts';
import {
  backendEnvironment,
  baseCredentials,
  baseUrl,
  controlPlaneUrl,
  workDirectory,
} from './packages/app/e2e-tests/environment';

const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  outputDir: `${workDirectory}/results`,
  // Stories, each told in order: their tests share one backend, those of a story one browser.
  workers: 1,
  projects: [
    { name: 'subscription', testMatch: 'story.test.ts' },
    { name: 'accounts', testMatch: 'linkedAccounts.test.ts' },
  ],
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL: baseUrl,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    actionTimeout: 20_000,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: chromiumFlags,
    },
  },
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
