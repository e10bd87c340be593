import { type Portal, withPortal } from '../portal/withPortal';
import { configOf, connect, dropDatabases, type Server } from './databases';
import { fillYear, type Year } from './fillYear';

const SAMPLES = 40;
const WARM_UP = 3;

type Request = { name: string; query: (year: Year, sample: number) => object };

const ofSubscription = (year: Year, sample: number) => ({
  side: 'consumer',
  // Those who call much and those who call little.
  subscriptionId:
    year.subscriptionIds[(sample * 251) % year.subscriptionIds.length],
});

const ofProduct = (year: Year, sample: number) => ({
  side: 'provider',
  productId: year.productIds[sample % year.productIds.length],
});

/** What the pages of usage ask for, over the whole year. */
const requests: Request[] = [
  {
    name: 'a subscription, by day',
    query: (year, sample) => ({
      ...ofSubscription(year, sample),
      interval: 'day',
    }),
  },
  {
    name: 'a subscription, by operation',
    query: (year, sample) => ({
      ...ofSubscription(year, sample),
      groupBy: 'operation',
    }),
  },
  {
    name: 'a product, by day',
    query: (year, sample) => ({ ...ofProduct(year, sample), interval: 'day' }),
  },
  {
    name: 'a product, by subscription',
    query: (year, sample) => ({
      ...ofProduct(year, sample),
      groupBy: 'subscription',
    }),
  },
  {
    name: 'a product, by status',
    query: (year, sample) => ({
      ...ofProduct(year, sample),
      groupBy: 'statusClass',
    }),
  },
  {
    name: 'everything, by product',
    query: () => ({ side: 'provider', groupBy: 'product' }),
  },
];

export type MeasuredPages = {
  server: string;
  subscriptions: number;
  rows: number;
  requests: Array<{ name: string; p95: number }>;
};

/** How long the pages' queries take over a year, through the HTTP API. */
export async function measurePages(
  server: Server,
  subscriptions: number,
  say: (text: string) => void,
): Promise<MeasuredPages> {
  await dropDatabases(server);
  try {
    say(
      `a year of ${subscriptions.toLocaleString('en')} subscriptions in ${
        server.name
      } …`,
    );
    return await withPortal(
      portal => measureAll(portal, server, subscriptions),
      configOf(server),
    );
  } finally {
    await dropDatabases(server);
  }
}

async function measureAll(
  portal: Portal,
  server: Server,
  subscriptions: number,
): Promise<MeasuredPages> {
  const knex = connect(server, 'api-management');
  try {
    const year = await fillYear(knex, portal.subscriptionId, subscriptions);
    const measured = [];
    for (const request of requests) {
      measured.push(await measure(portal, year, request));
    }
    const { rows } = year;
    return { server: server.name, subscriptions, rows, requests: measured };
  } finally {
    await knex.destroy();
  }
}

async function measure(
  { backend: { api } }: Portal,
  year: Year,
  { name, query }: Request,
) {
  const range = {
    from: new Date(year.from).toISOString(),
    to: new Date(year.to).toISOString(),
  };
  const times: number[] = [];
  for (let sample = -WARM_UP; sample < SAMPLES; sample += 1) {
    const wanted: any = { ...range, ...query(year, Math.abs(sample)) };
    const begin = performance.now();
    const answer =
      'groupBy' in wanted
        ? (await api.listUsageGroups({ query: wanted })).items
        : (await api.getUsage({ query: wanted })).points.filter(
            ({ counts }) => counts.calls > 0,
          );
    if (sample >= 0) {
      times.push(performance.now() - begin);
    }
    if (answer.length === 0) {
      throw new Error(`${name}: nothing was answered`);
    }
  }
  times.sort((one, other) => one - other);
  return { name, p95: times[Math.ceil(times.length * 0.95) - 1] };
}
