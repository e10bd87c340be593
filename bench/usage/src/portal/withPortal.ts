import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import {
  type Backend,
  eventually,
  freePort,
  subscribe,
  withBackend,
} from '@oaf/bench-harness';
import { companyTraffic, operations } from '../log/traffic';

/** What is timed is begun by hand. */
const NEVER = { frequency: { hours: 24 }, timeout: { hours: 1 } };

/** Who asks, so that all is theirs on both sides. */
const OWNER = 'user:default/bench';

const soon = { everyMs: 100, withinMs: 60_000 };

const document = {
  openapi: '3.0.3',
  info: { title: 'Accounts', version: '1.0' },
  paths: Object.fromEntries(
    operations.map(({ path }) => [path, methodsOf(path)]),
  ),
};

function methodsOf(wanted: string) {
  const answer = { responses: { 200: { description: 'Done' } } };
  const parameters = wanted.includes('{id}')
    ? [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }]
    : [];
  const methods = operations
    .filter(({ path }) => path === wanted)
    .map(({ method }) => [method.toLowerCase(), answer]);
  return { parameters, ...Object.fromEntries(methods) };
}

/** A backend with one subscription to one product of all APIs. */
export type Portal = {
  backend: Backend;
  subscriptionId: string;
  /** Where the gateway's log is looked for. */
  logFolder: string;
};

/**
 * A backend whose embedded gateway has twenty APIs, a product of all of them, and one subscription to it, for as long as
 * something is measured. The gateway's log is files of a folder.
 */
export function withPortal<Result>(
  measure: (portal: Portal) => Promise<Result>,
  database?: object,
): Promise<Result> {
  let logFolder = '';
  return withBackend(
    directory => {
      logFolder = join(directory, 'log');
      return configure(directory, logFolder);
    },
    async backend => {
      const product = await offer(backend);
      const subscriptionId = await subscribe(backend.api, product, OWNER);
      return measure({ backend, subscriptionId, logFolder });
    },
    database,
  );
}

async function configure(directory: string, logFolder: string) {
  const definition = join(directory, 'accounts.json');
  await writeFile(definition, JSON.stringify(document));
  const upstream = 'http://127.0.0.1:9';
  const apis = companyTraffic.apiIds.map(name => ({
    name,
    definition,
    upstream,
  }));
  const baseUrl = `http://127.0.0.1:${await freePort()}`;
  const dataDirectory = join(directory, 'gateway');
  return {
    gateways: { local: { baseUrl, dataDirectory, apis } },
    usage: {
      schedule: NEVER,
      duckdb: { logs: [{ source: 'local', folder: logFolder }] },
    },
  };
}

async function offer({ api }: Backend): Promise<ApiProduct> {
  const count = companyTraffic.apiIds.length;
  const items = await eventually(
    async () => {
      const page = await api.listGatewayApis({ query: { limit: count } });
      return page.items.length === count && page.items;
    },
    { ...soon, what: 'The import' },
  );
  const draft = await api.createProduct({
    body: {
      title: 'Accounts',
      summary: 'Balances and movements',
      owner: OWNER,
      gatewayApiIds: items.map(({ id }) => id),
      audience: { type: 'everyone' },
      approval: 'manual',
      plans: [
        {
          title: 'Business',
          limits: { rate: 500, burst: 1000 },
          price: {
            currency: 'EUR',
            components: [{ type: 'per-unit', amount: '0.001' }],
          },
        },
      ],
    },
  });
  return api.transitionProduct({
    path: { productId: draft.id },
    body: { action: 'publish' },
  });
}
