import {
  liveSubscriptionStates,
  subscriptionStates,
} from '@oaf/backstage-plugin-api-management-common';
import type { Knex } from 'knex';
import type { FakeGateway } from '../FakeGateway';
import { termsOf } from './moves';
import type { World } from './World';

const USABLE = ['issued', 'active', 'rotating'];

/** What must be true whatever happened at once; answers what is not. */
export async function brokenInvariants(
  knex: Knex,
  gateway: FakeGateway,
  world: World,
): Promise<string[]> {
  const subscriptions = await knex('subscriptions').whereIn('id', [
    ...world.subscriptions,
  ]);
  const of = (table: string) => knex(table);
  const products = new Map(
    (await of('api_products')).map(row => [row.id, row]),
  );
  const plans = new Map((await of('plans')).map(row => [row.id, row]));
  const applications = new Set(await of('applications').pluck('id'));
  const credentials = await of('credentials');
  const planChanges = await of('plan_changes');
  const events = await of('subscription_events').orderBy('id');
  const broken: string[] = [];
  const seen = new Set<string>();
  for (const row of subscriptions) {
    const must = (true_: boolean, what: string) => {
      if (!true_) {
        broken.push(`${row.state} subscription ${row.id}: ${what}`);
      }
    };
    const live = liveSubscriptionStates.includes(row.state);
    const product = products.get(row.product_id);
    const plan = plans.get(row.plan_id);
    const own = credentials.filter(one => one.subscription_id === row.id);
    const usable = own.filter(({ state }) => USABLE.includes(state));
    const states = events
      .filter(one => one.subscription_id === row.id)
      .map(({ type }) => type)
      .filter(type => Object.hasOwn(subscriptionStates, type));
    must(product !== undefined, 'has no product');
    must(plan?.product_id === row.product_id, 'has no plan');
    must(applications.has(row.application_id), 'has no application');
    must(
      !live || ['published', 'deprecated'].includes(product?.state),
      `is live on a ${product?.state} product`,
    );
    must(!live || plan?.state !== 'draft', 'is live on a draft plan');
    must(live === (row.live_key !== null), 'holds its place wrongly');
    must(live || usable.length === 0, 'has usable credentials');
    must(
      own.every(one => USABLE.includes(one.state) || !one.sealed_secret),
      'keeps the secret of a revoked credential',
    );
    const current = usable.filter(({ state }) => state !== 'rotating');
    const names = current.flatMap(one =>
      one.type === 'api-key' ? [one.name] : [],
    );
    must(
      new Set(names).size === names.length,
      `has two API keys of a name: ${names}`,
    );
    const passwords = current.filter(({ type }) => type !== 'api-key');
    must(passwords.length <= 1, `has ${passwords.length} current passwords`);
    const changes = planChanges.filter(one => one.subscription_id === row.id);
    const running = changes.filter(({ live_key: key }) => key !== null);
    must(running.length <= 1, 'has two running plan changes');
    must(
      running.length === 0 || ['active', 'suspended'].includes(row.state),
      'has a running plan change',
    );
    for (const { to_plan_id: planId, to_plan_price: price } of running) {
      const to = plans.get(planId);
      must(
        to &&
          termsOf(toTerms({ ...to, price })) ===
            world.agreed.get(`${row.id} ${planId}`),
        'the plan to come has not the terms that were agreed',
      );
    }
    const allowed = [
      null,
      row.plan_id,
      ...running
        .filter(({ state }) => state === 'overlapping')
        .map(({ to_plan_id: planId }) => planId),
    ];
    must(
      usable.every(one => allowed.includes(one.plan_id)),
      'has a key of a plan that it has not',
    );
    const changedAt = Math.max(
      0,
      ...changes
        .filter(({ state }) => state === 'finished')
        .map(({ ended_at: at }) => Number(at)),
    );
    must(
      usable.every(
        one =>
          one.type !== 'api-key' ||
          one.plan_id === row.plan_id ||
          Number(one.created_at) >= changedAt,
      ),
      'has a key of a plan that it had',
    );
    must(states.at(-1) === row.state, `its last event is ${states.at(-1)}`);
    must(
      states.filter(state => state === 'requested').length === 1,
      'was requested more than once',
    );
    const place = `${row.application_id} ${row.product_id}`;
    must(!live || !seen.has(place), 'is a second one of its application');
    if (live) {
      seen.add(place);
      must(
        plan &&
          termsOf(toTerms({ ...plan, price: row.plan_price })) ===
            world.agreed.get(`${row.id} ${row.plan_id}`),
        'its limits or price are not those that were agreed',
      );
    }
    const grant = gateway.grant(row.id);
    const granted = ['active', 'suspended'].includes(row.state);
    must(granted === (grant !== undefined), 'is held wrongly by the gateway');
    if (grant && granted) {
      must(grant.status === row.state, 'is held in another state');
      must(
        sorted(grant.apiKeys.map(key => key.hash)) ===
          sorted(
            usable
              .filter(({ type }) => type === 'api-key')
              .map(({ secret_hash: hash }) => hash),
          ),
        'other keys are held',
      );
    }
  }
  for (const [path, times] of world.shown) {
    if (times > 1) {
      broken.push(`${path} was shown ${times} times`);
    }
  }
  return broken;
}

function toTerms({ limits, price }: { limits: string; price: string }) {
  return { limits: JSON.parse(limits), price: JSON.parse(price) };
}

function sorted(values: string[]): string {
  return [...values].sort().join();
}
