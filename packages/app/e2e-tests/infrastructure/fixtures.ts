import { type Emulator, enforcedIam, startEmulator } from '@oaf/aws-emulator';
import { test as base } from '../fixtures';
import { account } from './account';
import { startPortal } from './startPortal';

export { expect } from '../fixtures';

const patience = { scope: 'worker', timeout: 180_000 } as const;

/** A portal whose AWS is an emulator with IAM enforced. */
export const test = base.extend<object, { aws: Emulator; portal: void }>({
  aws: [
    async ({}, use) => {
      const emulator = await startEmulator('ministack', {
        ...enforcedIam,
        MINISTACK_ACCOUNT_ID: account.accountId,
      });
      await use(emulator);
      await emulator.stop();
    },
    patience,
  ],
  portal: [
    async ({ aws }, use) => {
      const stop = await startPortal(aws);
      await use();
      await stop();
    },
    { ...patience, auto: true },
  ],
});
