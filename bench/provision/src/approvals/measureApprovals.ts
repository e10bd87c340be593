import { setTimeout as wait } from 'node:timers/promises';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { type Backend, eventually } from '@oaf/bench-harness';
import type { Counts } from '@oaf/control-plane-simulator';
import pMap from 'p-map';
import type { Aws } from '../aws/Aws';

export type Approved = {
  /** From the request to `active`. */
  seconds: number;
  /** Of the control plane. */
  calls: number;
};

export type MeasuredApprovals = {
  /** Makes the usage plan, too. */
  first: Approved;
  second: Approved;
  all: Approved & {
    throttled: number;
    maxPerSecond: number;
    /** How often each was called, by operation. */
    operations: Counts['operations'];
  };
};

/** How many ask at a time. */
const REQUESTS = 8;
/** A full bucket again: burst / rate is 4 seconds. */
const REFILL_MS = 5_000;

async function subscribe(
  backend: Backend,
  product: ApiProduct,
  number: number,
): Promise<string> {
  const application = await backend.api.createApplication({
    body: { title: `Application ${number}`, owner: 'group:default/team-b' },
  });
  const { id } = await backend.api.createSubscription({
    body: {
      applicationId: application.id,
      productId: product.id,
      planId: product.plans[0].id,
    },
  });
  return id;
}

function countActive(backend: Backend): number {
  const [{ count }] = backend.read<{ count: number }>(
    'api-management',
    `select count(*) as count from subscriptions where state = 'active'`,
  );
  return count;
}

/** Approves all of them at once, and waits until their keys work. */
async function approve(
  backend: Backend,
  aws: Aws,
  ids: string[],
  withinMs: number,
) {
  await wait(REFILL_MS);
  await aws.simulator.resetCounts();
  const before = countActive(backend);
  const started = performance.now();
  const asked = pMap(
    ids,
    subscriptionId =>
      backend.api.transitionSubscription({
        path: { subscriptionId },
        body: { action: 'approve' },
      }),
    { concurrency: REQUESTS },
  );
  await eventually(async () => countActive(backend) === before + ids.length, {
    everyMs: 50,
    withinMs,
    what: 'The activation of all subscriptions',
  });
  const seconds = (performance.now() - started) / 1000;
  await asked;
  const counts = await aws.simulator.counts();
  return { ...counts, seconds, calls: counts.requests };
}

/** Approves one, another, and then all others at once. */
export async function measureApprovals(
  backend: Backend,
  aws: Aws,
  options: { product: ApiProduct; count: number; withinMs: number },
): Promise<MeasuredApprovals> {
  const numbers = Array.from({ length: options.count + 2 }, (_, n) => n);
  const ids = await pMap(
    numbers,
    number => subscribe(backend, options.product, number),
    { concurrency: REQUESTS },
  );
  const [one, another, ...rest] = ids;
  const first = await approve(backend, aws, [one], 60_000);
  const second = await approve(backend, aws, [another], 60_000);
  const all = await approve(backend, aws, rest, options.withinMs);
  return { first, second, all };
}
