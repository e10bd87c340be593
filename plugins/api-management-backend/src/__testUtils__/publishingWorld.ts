import type { Grant } from '@oaf/contract';
import type {
  AccessGateway,
  ApiInPlace,
  GatewayAccess,
  GrantGap,
} from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import { asUser } from './asUser';
import { eventually } from './eventually';
import { FakePublishing } from './FakePublishing';
import { product } from './requestedSubscription';
import { startPlugin } from './startPlugin';
import { type AccountName, TwoAccountGateway } from './TwoAccountGateway';

type ApplyOptions = Parameters<GatewayAccess['applyGrant']>[2];

/** Two accounts with an API and a deployed gateway each, whose APIs are offered at gateways only. */
export class PublishingGateway extends TwoAccountGateway {
  readonly publishing = new FakePublishing();
  /** Values of API keys by credential, that each account holds. */
  readonly values: Record<AccountName, Map<string, string | undefined>> = {
    north: new Map(),
    south: new Map(),
  };

  /** Of APIs that subscriptions call where they are. */
  readonly inPlace = new Map<string, ApiInPlace[]>();
  /** Where grants cannot be used yet. */
  gaps: GrantGap[] = [];

  async applyGrant(
    gateway: AccessGateway,
    grant: Grant,
    options?: Pick<ApplyOptions, 'apiKeyValues' | 'inPlace'>,
  ): Promise<GrantGap[]> {
    await super.applyGrant(gateway, grant);
    this.inPlace.set(grant.subscriptionId, options?.inPlace ?? []);
    const held = this.values[gateway.account.id as AccountName];
    for (const { credentialId } of grant.apiKeys) {
      if (!held.has(credentialId)) {
        held.set(credentialId, await options?.apiKeyValues(credentialId));
      }
    }
    return this.gaps;
  }

  async readApiKeyValue(
    { account }: AccessGateway,
    { credentialId }: { credentialId: string },
  ) {
    return this.values[account.id as AccountName].get(credentialId);
  }
}

export const gatewayIn = (account: AccountName) => `gateway-${account}`;

async function addGateway(knex: Knex, account: AccountName) {
  await knex('stacks').insert({
    id: gatewayIn(account),
    stack_key: `fake:${account}/${account}-1/oaf-gateway`,
    account_link_id: account,
    region: `${account}-1`,
    name: `oaf-gateway-${account}`,
    stack_id: `arn:stack/${account}`,
    template: 'gateway',
    template_hash: 'hash',
    parameters: '{}',
    outputs: JSON.stringify({ RestApiId: account }),
    deployment_id: 'deployment',
    changed_at: 1,
    changed_by: 'user:default/ada',
  });
}

/** A deployment of the gateway's stack, which nobody takes on. */
export async function changeGateway(knex: Knex, account: AccountName) {
  await knex('deployments').insert({
    id: `deployment-${account}`,
    live_key: `fake:${account}/${account}-1/oaf-gateway`,
    action: 'deploy',
    account_link_id: account,
    region: `${account}-1`,
    stack_name: 'oaf-gateway',
    template: 'gateway',
    template_hash: 'hash',
    parameters: '{}',
    state: 'executing',
    outputs: '{}',
    started_by: 'user:default/ada',
    started_at: 1,
    updated_at: 1,
  });
}

/** The plugin with a draft of both APIs, by a manager who may do everything. */
export async function publishingWorld(
  knex: Knex,
  options: Parameters<typeof startPlugin<PublishingGateway>>[1] = {},
) {
  const gateway = options.gateway ?? new PublishingGateway();
  const plugin = await startPlugin(knex, { ...options, gateway });
  const caller = asUser(plugin.server);
  const { get, post } = caller;
  const apis = await eventually(async () => {
    const { items } = (await get('/gateway-apis')).body;
    return items.length === 2 && items;
  });
  await addGateway(knex, 'north');
  await addGateway(knex, 'south');
  const apiIn = (account: AccountName): string =>
    apis.find(({ region }: { region: string }) => region === `${account}-1`).id;
  const makeDraft = async (gatewayApiIds: string[], title = product.title) =>
    (await post('/products', { ...product, title, gatewayApiIds })).body;
  const draft = await makeDraft([apiIn('north'), apiIn('south')]);
  const at = (account: AccountName, id: string = draft.id) =>
    `/products/${id}/publications/${gatewayIn(account)}`;
  const plan = async (account: AccountName, action: string, id?: string) =>
    (await post(`${at(account, id)}/plan`, { action })).body;
  /** Confirms what the plan says, and answers at once. */
  const begin = async (account: AccountName, action: string, id?: string) => {
    const { digest } = await plan(account, action, id);
    return post(`${at(account, id)}/transitions`, { action, digest });
  };
  const read = async (account: AccountName, id?: string) =>
    (await get(at(account, id))).body;
  const isOver = (account: AccountName, id?: string) =>
    eventually(async () => {
      const publication = await read(account, id);
      const isUnderWay = /ing(-back)?$/.test(publication.state);
      return !isUnderWay && publication;
    });
  const carryOut = async (
    account: AccountName,
    action: string,
    id?: string,
  ) => {
    const { status, body } = await begin(account, action, id);
    if (status !== 202) {
      throw new Error(`${action}: ${JSON.stringify(body)}`);
    }
    return isOver(account, id);
  };
  const transition = (action: string, id: string = draft.id) =>
    post(`/products/${id}/transitions`, { action });
  return {
    ...plugin,
    ...caller,
    knex,
    publishing: gateway.publishing,
    draft,
    apiIn,
    makeDraft,
    at,
    plan,
    begin,
    read,
    isOver,
    carryOut,
    transition,
  };
}

export type PublishingWorld = Awaited<ReturnType<typeof publishingWorld>>;

/** Publishes the product and has somebody subscribe to it; answers the path of the subscription, which was approved. */
export async function subscribed({ post, draft, transition }: PublishingWorld) {
  const published = (await transition('publish')).body;
  const application = await post('/applications', {
    title: 'Quote engine',
    owner: 'group:default/team-a',
  });
  const { body } = await post('/subscriptions', {
    applicationId: application.body.id,
    productId: draft.id,
    planId: published.plans[0].id,
    termsAccepted: true,
  });
  const path = `/subscriptions/${body.id}`;
  await post(`${path}/transitions`, { action: 'approve' });
  return { id: body.id as string, path };
}
