import { setTimeout as wait } from 'node:timers/promises';
import type {
  ApiManagementClient,
  ApiProduct,
  Credential,
} from '@oaf/backstage-plugin-api-management-common';
import { type Backend, eventually, subscribe } from '@oaf/bench-harness';
import { type Calls, Program } from './Program';

export type MeasuredLoad = {
  callsPerSecond: number;
  rotations: number;
  planChanges: number;
  calls: Calls;
};

const CALLS_PER_SECOND = 50;
const ROTATIONS = 3;
/** How long calls go on with each key. */
const STEADY_MS = 2_000;

/** Of a key that nobody replaced or ended. */
const GOES_ON = ['issued', 'active'];

const soon = { everyMs: 50, withinMs: 30_000 };

/** One consumer's subscription to a product of the embedded gateway, through the HTTP API. */
class Consumer {
  readonly #api: ApiManagementClient;
  readonly #subscriptionId: string;

  constructor(api: ApiManagementClient, subscriptionId: string) {
    this.#api = api;
    this.#subscriptionId = subscriptionId;
  }

  /** The value of the newest credential of its type that was not shown yet. */
  async reveal(type: Credential['type']): Promise<string> {
    const path = { subscriptionId: this.#subscriptionId };
    const credential = await eventually(
      async () => {
        const { items } = await this.#api.listCredentials({ path });
        return items.find(item => item.type === type && item.revealable);
      },
      { ...soon, what: `A credential of type ${type}` },
    );
    const { secret } = await this.#api.revealCredential({
      path: { ...path, credentialId: credential.id },
    });
    return secret;
  }

  /** A new key, while the former one goes on. */
  async rotate(): Promise<{ apiKey: string; formerId: string }> {
    const path = { subscriptionId: this.#subscriptionId };
    const { items } = await this.#api.listCredentials({ path });
    const former = items.find(
      ({ type, state }) => type === 'api-key' && GOES_ON.includes(state),
    )!;
    await this.#api.issueCredential({
      path,
      body: { type: 'api-key', replaces: former.id, overlapHours: 1 },
    });
    return { apiKey: await this.reveal('api-key'), formerId: former.id };
  }

  async revoke(credentialId: string) {
    await this.#api.revokeCredential({
      path: { subscriptionId: this.#subscriptionId, credentialId },
      body: { reason: 'Replaced' },
    });
  }

  /** Asks for another plan, and approves that. Answers the change and the key of the new plan. */
  async changePlan(planId: string) {
    const change = await this.#api.requestPlanChange({
      path: { subscriptionId: this.#subscriptionId },
      body: { planId, overlapHours: 1 },
    });
    await this.#api.transitionPlanChange({
      path: { planChangeId: change.id },
      body: { action: 'approve' },
    });
    return { planChangeId: change.id, apiKey: await this.reveal('api-key') };
  }

  async finishPlanChange(planChangeId: string) {
    await this.#api.transitionPlanChange({
      path: { planChangeId },
      body: { action: 'finish' },
    });
  }
}

async function publish(api: ApiManagementClient): Promise<ApiProduct> {
  const { items } = await eventually(
    async () => {
      const page = await api.listGatewayApis({ query: {} });
      return page.items.length > 0 && page;
    },
    { ...soon, what: 'The import' },
  );
  const plan = (title: string) => ({
    title,
    limits: { rate: 500, burst: 1000 },
    price: { currency: 'EUR', components: [] },
  });
  const draft = await api.createProduct({
    body: {
      title: 'Clock',
      summary: 'The time',
      owner: 'group:default/team-a',
      gatewayApiIds: [items[0].id],
      audience: { type: 'everyone' },
      approval: 'manual',
      plans: [plan('Small'), plan('Large')],
    },
  });
  return api.transitionProduct({
    path: { productId: draft.id },
    body: { action: 'publish' },
  });
}

/** Rotates keys and changes the plan of a program that calls all the time; the embedded gateway answers. */
export async function measureLoad({ api }: Backend): Promise<MeasuredLoad> {
  const product = await publish(api);
  const subscriptionId = await subscribe(api, product, 'group:default/team-b');
  const consumer = new Consumer(api, subscriptionId);
  const { items } = await api.listConnections({ path: { subscriptionId } });
  const [{ issuer, clientId, resources }] = items;
  const program = await Program.enrol(issuer, `${resources[0].url}/time`, {
    clientId,
    password: await consumer.reveal('initial-access-token'),
    apiKey: await consumer.reveal('api-key'),
  });
  program.start(CALLS_PER_SECOND);
  try {
    await changeAll(consumer, program, product.plans[1].id);
  } finally {
    await program.stop();
  }
  return {
    callsPerSecond: CALLS_PER_SECOND,
    rotations: ROTATIONS,
    planChanges: 1,
    calls: program.calls,
  };
}

async function changeAll(consumer: Consumer, program: Program, planId: string) {
  await wait(STEADY_MS);
  for (let rotation = 0; rotation < ROTATIONS; rotation += 1) {
    const { apiKey, formerId } = await consumer.rotate();
    await program.use(apiKey);
    await wait(STEADY_MS);
    await consumer.revoke(formerId);
    await wait(STEADY_MS);
  }
  const { planChangeId, apiKey } = await consumer.changePlan(planId);
  await program.use(apiKey);
  await wait(STEADY_MS);
  await consumer.finishPlanChange(planChangeId);
  await wait(STEADY_MS);
}
