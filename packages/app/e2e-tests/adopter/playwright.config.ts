import { defineConfig } from '@playwright/test';
import shared from '../../../../playwright.config';

const { use, retries, forbidOnly } = shared;

export default defineConfig<{ system: 'new' | 'legacy' }>({
  testDir: __dirname,
  outputDir: '../../../../.cache/adopter/results',
  globalSetup: './setup.ts',
  workers: 1,
  projects: [
    { name: 'new frontend system', use: { system: 'new' } },
    { name: 'legacy frontend system', use: { system: 'legacy' } },
  ],
  retries,
  forbidOnly,
  timeout: 600_000,
  expect: { timeout: 30_000 },
  use: { ...use, baseURL: undefined },
});
