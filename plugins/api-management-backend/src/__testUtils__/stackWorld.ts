import { isDeploymentOver } from '@oaf/backstage-plugin-api-management-common';
import type { Knex } from 'knex';
import { roleArnOf } from './FakeLinking';
import { FakeStacks } from './FakeStacks';
import { assemble } from './portal/assemble';
import { caller } from './portal/caller';
import type { Person } from './portal/people';
import { serve } from './portal/serve';
import { standStill } from './portal/standStill';

/** Longer than any pause between two looks. */
const TICK_MS = 5_000;
const TICKS = 40;
const NOON = '2026-03-10T12:00:00.000Z';

const place = { region: 'east', stackName: 'oaf-gateway' };

/** What deployments write. */
const TABLES = [
  'stacks',
  'deployment_events',
  'deployment_changes',
  'deployment_steps',
  'deployment_templates',
  'deployments',
];

async function startReplica(knex: Knex) {
  const assembled = await assemble(knex);
  const served = await serve(assembled);
  const tasks = assembled.capabilities.flatMap(({ tasks: own = [] }) => own);
  return {
    as: (person: Person) => caller(served.origin, person),
    audit: assembled.audit,
    warnings: assembled.warnings,
    run: (id: string) =>
      Promise.resolve(
        tasks.find(task => task.id === id)!.fn(new AbortController().signal),
      ),
    /** Begins anew, with an account that holds these stacks. */
    reset(stacks: FakeStacks) {
      assembled.reset();
      assembled.gateway.deployment = stacks;
    },
    /** As when the process is told to end. */
    async stop() {
      for (const { stop } of assembled.capabilities) {
        await stop?.();
      }
    },
    async close() {
      await served.close();
      await this.stop();
    },
  };
}

/** Two replicas of the plugin over one database and one account, with the default role policy; time stands still. */
export async function stackWorld(knex: Knex) {
  standStill(NOON);
  let stacks = new FakeStacks();
  const replicas = await Promise.all([startReplica(knex), startReplica(knex)]);
  const [{ as }] = replicas;
  const ada = as('ada');
  const { body: link } = await ada.post('/account-links', {
    driver: 'fake',
    accountId: '111122223333',
    partition: 'fake',
    alias: 'Payments',
  });
  await ada.post(`/account-links/${link.id}/verification`, {
    roleArn: roleArnOf(link.accountId),
  });
  const input = { ...place, accountLinkId: link.id as string };
  const deployInput = {
    ...input,
    action: 'deploy',
    template: 'gateway',
    parameters: { Domain: 'api.example.com' } as Record<string, string>,
  };
  const at = (id: string) => `/infrastructure/deployments/${id}`;
  const get = async (id: string) => (await ada.get(at(id))).body;

  /** Runs both replicas until the deployment came into a state, or to its end. */
  async function until(id: string, state?: string) {
    for (let tick = 0; tick < TICKS; tick += 1) {
      await Promise.all(replicas.map(({ run }) => run('deploy-stacks')));
      const deployment = await get(id);
      if (deployment.state === state || isDeploymentOver(deployment.state)) {
        return deployment;
      }
      standStill(Date.now() + TICK_MS);
    }
    throw new Error(`Deployment ${JSON.stringify(await get(id))} hangs`);
  }

  return {
    knex,
    get stacks() {
      return stacks;
    },
    replicas,
    /** Nothing is deployed any more; the account stays linked. */
    async reset() {
      await Promise.all(replicas.map(({ run }) => run('deploy-stacks')));
      for (const table of TABLES) {
        await knex(table).delete();
      }
      stacks = new FakeStacks();
      replicas.forEach(replica => replica.reset(stacks));
      standStill(NOON);
    },
    /** Another replica, for as long as a test lasts. */
    async join() {
      const replica = await startReplica(knex);
      replica.reset(stacks);
      return replica;
    },
    as,
    ada,
    link,
    input,
    deployInput,
    get,
    until,
    start: (body: object = deployInput) =>
      ada.post('/infrastructure/deployments', body),
    confirm: (id: string) => ada.post(`${at(id)}/confirm`),
    cancel: (id: string) => ada.post(`${at(id)}/cancel`),
    tick: (ms = TICK_MS) => standStill(Date.now() + ms),
    /** Starts, confirms and waits for the end. */
    async through(body: object = deployInput) {
      const started = await ada.post('/infrastructure/deployments', body);
      const { id } = started.body;
      const shown = await until(id, 'awaiting-confirmation');
      if (shown.state !== 'awaiting-confirmation') {
        return shown;
      }
      await ada.post(`${at(id)}/confirm`);
      return until(id);
    },
    async close() {
      for (const replica of replicas) {
        await replica.close();
      }
      jest.useRealTimers();
    },
  };
}

export type StackWorld = Awaited<ReturnType<typeof stackWorld>>;
