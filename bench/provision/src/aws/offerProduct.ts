import { randomUUID } from 'node:crypto';
import type {
  ApiProduct,
  GatewayApi,
} from '@oaf/backstage-plugin-api-management-common';
import { type Backend, eventually, linkAccounts } from '@oaf/bench-harness';
import { account, type Aws, gatewayOutputs, region } from './Aws';

const PLAN = {
  title: 'Business',
  limits: { rate: 50, burst: 100 },
  price: { currency: 'EUR', components: [] },
};

async function importApi(backend: Backend, aws: Aws): Promise<GatewayApi> {
  const batchId = await linkAccounts(backend, aws.simulator, [
    account.accountId,
  ]);
  await backend.api.verifyAccountLinkBatch({ path: { batchId } });
  return eventually(
    async () => {
      const { items } = await backend.api.listGatewayApis({ query: {} });
      return items[0];
    },
    { everyMs: 500, withinMs: 60_000, what: 'The import' },
  );
}

/** Writes down that the product is offered at a gateway, as deploying one and publishing there would. */
function offer(backend: Backend, product: ApiProduct, api: GatewayApi) {
  const gatewayId = randomUUID();
  const now = Date.now();
  const path = '/accounts-for-partners/accounts';
  backend.write('api-management', database => {
    const insert = (table: string, row: Record<string, string | number>) =>
      database
        .prepare(
          `insert into ${table} (${Object.keys(row)}) values (${Object.keys(
            row,
          ).map(name => `@${name}`)})`,
        )
        .run(row);
    const { id: accountLinkId } = database
      .prepare<[string], { id: string }>(
        'select id from account_links where account_id = ?',
      )
      .get(account.accountId)!;
    insert('stacks', {
      id: gatewayId,
      stack_key: `aws:${account.accountId}/${region}/oaf-gateway`,
      account_link_id: accountLinkId,
      region,
      name: 'oaf-gateway',
      stack_id: 'arn:aws:cloudformation:::stack/oaf-gateway/1',
      template: 'gateway',
      template_hash: 'bench',
      parameters: '{}',
      outputs: JSON.stringify(gatewayOutputs),
      deployment_id: randomUUID(),
      changed_at: now,
      changed_by: 'user:default/bench',
    });
    const offered = { gatewayApiId: api.id, path };
    insert('publications', {
      id: randomUUID(),
      product_id: product.id,
      gateway_id: gatewayId,
      state: 'published',
      wanted: JSON.stringify([offered]),
      served: JSON.stringify({
        offers: [{ ...offered, url: `${gatewayOutputs.Issuer}${path}` }],
        deploymentId: 'd1',
        formerDeploymentId: 'd0',
      }),
      started_by: 'user:default/bench',
      started_at: now,
      updated_at: now,
    });
  });
}

/** A product of an imported API, published at a gateway. */
export async function offerProduct(
  backend: Backend,
  aws: Aws,
): Promise<ApiProduct> {
  const api = await importApi(backend, aws);
  const draft = await backend.api.createProduct({
    body: {
      title: 'Accounts for partners',
      summary: 'Balances and movements',
      owner: 'group:default/team-a',
      gatewayApiIds: [api.id],
      audience: { type: 'everyone' },
      approval: 'manual',
      plans: [PLAN],
    },
  });
  offer(backend, draft, api);
  return backend.api.transitionProduct({
    path: { productId: draft.id },
    body: { action: 'publish' },
  });
}
