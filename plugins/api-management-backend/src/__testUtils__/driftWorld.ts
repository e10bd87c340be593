import type { Knex } from 'knex';
import { eventually } from './eventually';
import { FakeDrift } from './FakeDrift';
import { FakePublishing } from './FakePublishing';
import { assemble } from './portal/assemble';
import { caller } from './portal/caller';
import { gatewayApis } from './portal/gatewayApis';
import type { Person } from './portal/people';
import { serve } from './portal/serve';
import { accountsProduct, createStory, succeeded } from './portal/story';

export const GATEWAY = 'gateway-1';

/** The plugin with the default role policy over one database, and a deployed gateway in memory. */
export async function driftWorld(knex: Knex) {
  const assembled = await assemble(knex);
  const { capabilities, gateway, stores, audit } = assembled;
  const publishing = new FakePublishing();
  const drift = new FakeDrift(gateway, publishing);
  Object.assign(gateway, { publishing, drift });
  for (const { start } of capabilities) {
    await start?.();
  }
  await stores.snapshotStore.save(await gatewayApis());
  const { origin, close } = await serve(assembled);
  const as = (person: Person) => caller(origin, person);
  const tasks = capabilities.flatMap(({ tasks: own = [] }) => own);
  const run = async (id: string) => {
    await tasks.find(task => task.id === id)!.fn(new AbortController().signal);
  };
  /** Whatever is woken works by itself, too. */
  const provision = async () => {
    await eventually(async () => {
      await run('provision-subscriptions');
      const due = await knex('grants')
        .whereRaw('desired_revision > applied_revision')
        .first();
      return due === undefined;
    });
  };
  const isPublished = () =>
    eventually(async () => {
      await run('publish-products');
      const busy = await knex('publications')
        .whereNot({ state: 'published' })
        .first();
      return busy === undefined;
    });
  const story = createStory({ as, provision });
  await addGateway(knex);

  /** A product of Max that is offered at the gateway, and an active subscription of Bea to it. */
  async function subscribed(input = accountsProduct) {
    const draft = await story.draft('max', input);
    const at = `/products/${draft.id}/publications/${GATEWAY}`;
    const { digest } = succeeded(
      await as('max').post(`${at}/plan`, { action: 'apply' }),
    );
    succeeded(
      await as('max').post(`${at}/transitions`, { action: 'apply', digest }),
    );
    await isPublished();
    const product = succeeded(
      await as('max').post(`/products/${draft.id}/transitions`, {
        action: 'publish',
      }),
    );
    const subscription = await story.activate('bea', 'max', product);
    return { product, subscription };
  }

  const isCompared = () =>
    eventually(async () => {
      await run('compare-gateways');
      const { body } = await as('ada').get('/drift/comparisons');
      const [comparison] = body.items;
      const { state } = comparison;
      return state !== 'waiting' && state !== 'comparing' && comparison;
    });

  return {
    knex,
    as,
    audit,
    gateway,
    publishing,
    drift,
    run,
    provision,
    isPublished,
    subscribed,
    /** Has the gateway compared, and waits for it. */
    async compare() {
      succeeded(await as('ada').post(`/drift/comparisons/${GATEWAY}`));
      return isCompared();
    },
    isCompared,
    async findings(person: Person = 'ada', query = '') {
      const { items } = succeeded(
        await as(person).get(`/drift/findings${query}`),
      );
      return items;
    },
    act: (person: Person, { id }: { id: string }, body: object) =>
      as(person).post(`/drift/findings/${id}/transitions`, body),
    async close() {
      await close();
      for (const { stop } of capabilities) {
        await stop?.();
      }
    },
  };
}

export type DriftWorld = Awaited<ReturnType<typeof driftWorld>>;

async function addGateway(knex: Knex) {
  await knex('stacks').insert({
    id: GATEWAY,
    stack_key: 'fake:fake/here/oaf-gateway',
    account_link_id: 'fake',
    region: 'here',
    name: 'oaf-gateway',
    stack_id: 'arn:stack',
    template: 'gateway',
    template_hash: 'hash',
    parameters: '{}',
    outputs: '{}',
    deployment_id: 'deployment',
    changed_at: 1,
    changed_by: 'user:default/ada',
  });
}
