import { defineConfig } from '@playwright/test';
import { whichEmulators } from '@oaf/aws-emulator';
import { accounts } from './packages/app/e2e-tests/aws/accounts';
import { browserOptions } from './packages/app/e2e-tests/browserOptions';
import {
  backendEnvironment,
  baseCredentials,
  baseUrl,
  controlPlaneUrl,
  infrastructureUrl,
  workDirectory,
} from './packages/app/e2e-tests/environment';

const { leftOut } = whichEmulators();
// Once, and not in each worker again.
if (leftOut && !process.env.TEST_WORKER_INDEX) {
  process.stdout.write(`${leftOut}\n`);
}

export default defineConfig<object, { site: string }>({
  testDir: 'packages/app/e2e-tests',
  outputDir: `${workDirectory}/results`,
  // Stories, each told in order: their tests share one backend, those of a story one browser.
  workers: 1,
  projects: [
    { name: 'subscription', testMatch: 'story.test.ts' },
    { name: 'keyboard', testMatch: 'keyboard.test.ts' },
    { name: 'accounts', testMatch: 'linkedAccounts.test.ts' },
    ...(leftOut
      ? []
      : [
          {
            name: 'infrastructure',
            testMatch: 'infrastructure.test.ts',
            use: { site: infrastructureUrl },
          },
        ]),
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
