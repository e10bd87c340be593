import { defineConfig } from '@playwright/test';
import { browserOptions } from '../browserOptions';

export default defineConfig<{ system: 'new' | 'legacy' }>({
  testDir: __dirname,
  outputDir: '../../../../.cache/adopter/results',
  globalSetup: './setup.ts',
  workers: 1,
  projects: [
    { name: 'new frontend system', use: { system: 'new' } },
    { name: 'legacy frontend system', use: { system: 'legacy' } },
  ],
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 600_000,
  expect: { timeout: 30_000 },
  use: browserOptions,
});
