import {
  type Edge,
  type Emulator,
  enforcedIam,
  startEdge,
  startEmulator,
  startWeb,
  type Web,
} from '@oaf/aws-emulator';
import { test as base } from '../fixtures';
import { account, region } from './account';
import { startPortal } from './startPortal';

export { expect } from '../fixtures';

const patience = { scope: 'worker', timeout: 180_000 } as const;

/** Whose API is published. */
export const site = 'loans.example.com';

type Places = { web: Web; aws: Emulator; edge: Edge; portal: void };

/** A portal whose AWS is an emulator with IAM enforced. */
export const test = base.extend<object, Places>({
  web: [
    async ({}, use) => {
      const apis = `*.execute-api.${region}.amazonaws.com`;
      const web = await startWeb([site, apis]);
      await use(web);
      await web.close();
    },
    patience,
  ],
  aws: [
    async ({ web }, use) => {
      const emulator = await startEmulator('ministack', {
        ...enforcedIam,
        ...web.environment,
        MINISTACK_ACCOUNT_ID: account.accountId,
      });
      web.emulator = emulator;
      await use(emulator);
      await emulator.stop();
    },
    patience,
  ],
  edge: [
    async ({ aws }, use) => {
      const edge = await startEdge(aws.endpoint);
      await use(edge);
      await edge.close();
    },
    patience,
  ],
  portal: [
    async ({ aws, edge }, use) => {
      const stop = await startPortal(aws, edge);
      await use();
      await stop();
    },
    { ...patience, auto: true },
  ],
});
