import type {
  PlaywrightTestOptions,
  PlaywrightWorkerOptions,
} from '@playwright/test';

const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How every test looks at pages. */
export const browserOptions: Partial<
  PlaywrightTestOptions & PlaywrightWorkerOptions
> = {
  viewport: { width: 1440, height: 900 },
  locale: 'en-GB',
  timezoneId: 'UTC',
  actionTimeout: 20_000,
  // Snapshots of every step cost a good part of its time: ask for them with --trace retain-on-failure.
  trace: 'off',
  launchOptions: {
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: chromiumFlags,
  },
};
