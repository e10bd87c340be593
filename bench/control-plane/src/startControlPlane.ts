import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequestListener } from './createRequestListener';
import { Counters } from './quota/Counters';
import type { Counts } from './quota/Counters';
import { defaultQuota, Quotas } from './quota/Quotas';
import type { Quota } from './quota/Quotas';
import type { AccountSpec, BaseCredentials } from './world/specs';
import { World } from './world/World';

export type ControlPlaneOptions = {
  accounts: AccountSpec[];
  /** Default: {@link defaultBaseCredentials}. */
  baseCredentials?: BaseCredentials;
  /** Default: any free one, on 127.0.0.1. */
  port?: number;
  /** How long an API Gateway answer takes, evenly spread; default 0. AWS takes 80 to 150 ms. */
  latencyMs?: { min: number; max: number };
  quota?: Partial<Quota>;
  /** Check signatures, not only who claims to have signed what. Costs as much as the rest of a call. Default false. */
  verifySignatures?: boolean;
  /** Endpoint of an emulator that answers for DynamoDB; without one, nothing does. */
  dynamoDb?: string;
};

export type ControlPlane = {
  /** The endpoint of every service in every region. */
  url: string;
  /** Changes accounts, APIs, faults and the clock. */
  world: World;
  counts(): Counts;
  resetCounts(): void;
  close(): Promise<void>;
};

/** What a Backstage installation would have from its environment. */
export const defaultBaseCredentials: BaseCredentials = {
  accessKeyId: 'AKIASIMULATEDBASE001',
  secretAccessKey: 'simulated-base-secret-access-key',
  accountId: '999900000000',
  arn: 'arn:aws:iam::999900000000:user/backstage',
};

const KEEP_ALIVE_MS = 120_000;

export async function startControlPlane(
  options: ControlPlaneOptions,
): Promise<ControlPlane> {
  const world = new World({
    accounts: options.accounts,
    baseCredentials: options.baseCredentials ?? defaultBaseCredentials,
  });
  const counters = new Counters();
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS },
    createRequestListener({
      world,
      counters,
      quotas: new Quotas({ ...defaultQuota, ...options.quota }),
      delay: () => delayOf(options.latencyMs),
      verifySignatures: options.verifySignatures ?? false,
      dynamoDb: options.dynamoDb,
    }),
  );
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    world,
    counts: () => counters.read(),
    resetCounts: () => counters.reset(),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function delayOf(latencyMs: { min: number; max: number } | undefined) {
  if (latencyMs) {
    const { min, max } = latencyMs;
    const ms = min + Math.random() * (max - min);
    await new Promise(done => setTimeout(done, ms));
  }
}
