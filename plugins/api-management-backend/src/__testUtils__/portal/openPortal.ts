import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Knex } from 'knex';
import { applyMigrations } from '../../database/applyMigrations';
import { assemble } from './assemble';
import type { Assembled } from './assemble';
import { caller } from './caller';
import { gatewayApis } from './gatewayApis';
import { logInto } from './log';
import type { Person } from './people';
import { serve } from './serve';
import { restore, snapshotOf, sqlite } from './sqlite';
import { standStill } from './standStill';
import { createStory } from './story';

export type OpenPortal = Awaited<ReturnType<typeof openPortal>>;

/** The capabilities over HTTP, and the database as each test finds it. */
export async function openPortal() {
  const knex = sqlite();
  const assembled = await assemble(knex);
  const content = await fill(knex, assembled);
  const served = await serve(assembled);
  return {
    portal: portalOf(served.origin, knex, assembled),
    async reset() {
      await restore(knex, content);
      assembled.reset();
    },
    async close() {
      await served.close();
      await stop(assembled);
      await knex.destroy();
    },
  };
}

function portalOf(
  origin: string,
  knex: Knex,
  {
    capabilities,
    gateway,
    audit,
    permissions,
    published,
    sent,
    sinks,
    warnings,
  }: Assembled,
) {
  const tasks = capabilities.flatMap(capability => capability.tasks ?? []);
  const as = (person: Person) => caller(origin, person);
  /** Runs a scheduled task once. */
  const run = async (id: string, signal = new AbortController().signal) => {
    await tasks.find(task => task.id === id)!.fn(signal);
  };
  /** Brings the gateway in line with the tables. */
  const provision = async () => {
    while (await isGrantDue(knex)) {
      await run('provision-subscriptions');
      await nextTurn();
    }
  };
  return {
    as,
    origin,
    knex,
    gateway,
    /** What was audited. */
    audit,
    /** The role policy. */
    permissions,
    /** Events that were published, in order. */
    published,
    /** Notifications that were sent, in order. */
    sent,
    /** What is told of final invoices. */
    sinks,
    /** What was logged as a warning or an error. */
    warnings,
    /** Moves the clock. */
    at: standStill,
    run,
    provision,
    log: logInto(gateway),
    /** Counts what the gateway logged. */
    meter: () => run('collect-usage-fake'),
    ...createStory({ as, provision }),
  };
}

async function isGrantDue(knex: Knex): Promise<boolean> {
  const due = await knex('grants')
    .whereRaw('desired_revision > applied_revision')
    .where('next_attempt_at', '<=', Date.now())
    .first();
  return due !== undefined;
}

async function fill(
  knex: Knex,
  { capabilities, stores }: Assembled,
): Promise<Buffer> {
  await applyMigrations({ getClient: async () => knex });
  for (const { start } of capabilities) {
    await start?.();
  }
  await stores.snapshotStore.save(await gatewayApis());
  return snapshotOf(knex);
}

async function stop({ capabilities }: Assembled) {
  for (const capability of capabilities) {
    await capability.stop?.();
  }
}
