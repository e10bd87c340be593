import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { surroundings, workDirectory } from './environment';

/** What was built for production, run as an installation runs it. No browser. */
export default defineConfig({
  testDir: '.',
  outputDir: join(workDirectory, 'results'),
  globalSetup: './install.ts',
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  webServer: {
    ...surroundings,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
});
