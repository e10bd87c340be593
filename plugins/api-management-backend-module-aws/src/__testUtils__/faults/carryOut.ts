import { setTimeout as wait } from 'node:timers/promises';
import { text } from '@oaf/access/aws';
import type { Portal } from '../portal/Portal';
import type { PortalAnswer } from '../portal/PortalProcess';
import type { Life } from './Life';
import type { Operation } from './operations';
import type { Strike } from './Strike';

/** Whoever is refused because of a fault asks again; who is still refused is told of. */
const MAX_ASKED = 6;
const DEADLINE_MS = 30_000;

const noAnswer = (error: Error): PortalAnswer => ({
  status: 0,
  body: String(error),
});

/** Asks for it and sees to it until it is done, whatever the strike does. */
export async function carryOut(
  life: Life,
  operation: Operation,
  strike?: Strike,
) {
  const { portal } = life;
  const orKilled = <Result>(work: Promise<Result>) =>
    strike ? strike.orKilled(work) : work;
  const restart = async () => {
    if (await strike?.restartIfKilled()) {
      await endLeases(portal);
    }
  };
  let isAsked = false;
  const until = Date.now() + DEADLINE_MS;
  for (let asked = 0; Date.now() < until; ) {
    if (!isAsked) {
      const answer = await orKilled(operation.ask(life).catch(noAnswer));
      isAsked = answer !== undefined && answer.status < 300;
      asked += 1;
      if (!isAsked && asked === MAX_ASKED) {
        throw new Error(`is refused: ${JSON.stringify(answer)}`);
      }
      await restart();
    }
    if (isAsked) {
      await orKilled(goOn(life));
      await restart();
      if ((await waiting(portal)).length === 0) {
        return;
      }
    }
  }
  const left = JSON.stringify(await waiting(portal));
  throw new Error(`does not come to an end: ${left}`);
}

/** What the schedule does, without waiting for it. */
export async function goOn(life: Life) {
  const { portal } = life;
  if (await isLeased(portal)) {
    await wait(20);
    return;
  }
  await endLocks(life);
  for (const table of ['grants', 'publications']) {
    await portal
      .knex(table)
      .whereNotNull('next_attempt_at')
      .update({ next_attempt_at: 0 });
  }
  await portal.run('publish-products');
  await portal.run('provision-subscriptions');
}

async function isLeased({ knex }: Portal): Promise<boolean> {
  const [grant, publication] = await Promise.all(
    ['grants', 'publications'].map(table =>
      knex(table).where('leased_until', '>', Date.now()).first(),
    ),
  );
  return Boolean(grant ?? publication);
}

/** What is still to be done. */
export async function waiting({ knex }: Portal): Promise<object[]> {
  return [
    ...(await knex('grants').whereRaw('desired_revision > applied_revision')),
    ...(await knex('publications').whereNotNull('next_attempt_at')),
  ];
}

/** Time passes until nobody takes the process that was killed for one that works. */
async function endLeases({ knex }: Portal) {
  await knex('grants').update({ leased_until: 0 });
  await knex('publications').update({ leased_until: 0, held_gateway: null });
}

/** Nobody works by now: who holds a lock at the gateway was cut off, and time passes until it is over. */
async function endLocks({ portal: { world }, product, subscription }: Life) {
  const table = world.table();
  const ids = [product.id, subscription?.id ?? product.id];
  const locked = (await world.rows('objects#')).filter(
    row => row.lockedUntil && ids.some(id => row.pk.S.includes(id)),
  );
  for (const { pk } of locked) {
    await table.call('UpdateItem', {
      TableName: table.name,
      Key: { pk: text(pk.S) },
      UpdateExpression: 'SET lockedUntil = :past',
      ExpressionAttributeValues: { ':past': { N: '0' } },
    });
  }
}
