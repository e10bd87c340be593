import { TestDatabases } from '@backstage/backend-test-utils';
import {
  type GatewayAccess,
  GatewayError,
  type ResourceCount,
} from '@oaf/backstage-plugin-api-management-node';
import { transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import { type DriftWorld, driftWorld } from '../__testUtils__/driftWorld';
import { eventually } from '../__testUtils__/eventually';
import { migrated } from '../__testUtils__/migrated';
import { DatabaseResourceCountStore } from './DatabaseResourceCountStore';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ disableDocker: true });

const keys = {
  accountLinkId: 'fake',
  region: 'here',
  resource: 'api-keys' as const,
};
const plans = { ...keys, resource: 'usage-plans' as const };
const QUOTA = 10_000;

type Handed = Parameters<GatewayAccess['applyGrant']>;

describe.each(databases.eachSupportedId())(
  'counts of what is limited on %s',
  engine => {
    let knex: Knex;
    let store: DatabaseResourceCountStore;

    const record = async (counts: ResourceCount[], mark = store.mark()) => {
      const known = await mark;
      await transaction(knex, trx => store.record(counts, known, trx));
    };
    const used = async () =>
      (await store.list('fake')).map(count => [count.resource, count.used]);

    beforeAll(async () => {
      knex = await migrated(databases, engine);
      store = new DatabaseResourceCountStore(knex);
    });
    beforeEach(() => knex('resource_counts').delete());

    it('refuse nothing before anybody counted', async () => {
      expect(await store.take(keys, 1)).toBe(true);
      expect(await store.take(keys, 1)).toBe(true);
      expect(await used()).toEqual([]);
      await record([{ ...keys, used: 2, quota: QUOTA }]);
      expect(await used()).toEqual([['api-keys', 2]]);
    });

    it('let two replicas take at once no more than there is', async () => {
      await record([
        { ...keys, used: QUOTA - 5, quota: QUOTA },
        { ...plans, used: 7, quota: 300 },
      ]);
      const other = new DatabaseResourceCountStore(knex);
      const taken = await Promise.all(
        Array.from({ length: 16 }, (_, index) =>
          (index % 2 ? store : other).take(keys, QUOTA),
        ),
      );
      expect(taken.filter(Boolean)).toHaveLength(5);
      expect(await used()).toEqual([
        ['api-keys', QUOTA],
        ['usage-plans', 7],
      ]);
      await store.give(keys);
      expect(await other.take(keys, QUOTA)).toBe(true);
      expect(await store.take(keys, QUOTA)).toBe(false);
      expect(await store.take(keys, QUOTA + 1)).toBe(true);
    });

    it('keep what was made while all were counted, by two at once', async () => {
      await store.take(keys, QUOTA);
      const [one, other] = [await store.mark(), await store.mark()];
      await store.take(keys, QUOTA);
      await record([{ ...keys, used: 40, quota: QUOTA }], Promise.resolve(one));
      await record(
        [{ ...keys, used: 40, quota: QUOTA }],
        Promise.resolve(other),
      );
      expect(await used()).toEqual([['api-keys', 41]]);
      await store.give(keys);
      expect(await used()).toEqual([['api-keys', 40]]);
    });
  },
);

describe('quotas of accounts', () => {
  let world: DriftWorld;

  beforeEach(async () => {
    world = await driftWorld(await migrated(databases, 'SQLITE_3'));
  });
  afterEach(() => world.close());

  it('are told as the last comparison counted, to who sees accounts', async () => {
    await world.subscribed();
    const list = (person: 'ada' | 'bea', id = 'fake') =>
      world.as(person).get(`/account-links/${id}/quotas`);
    expect((await list('ada')).body).toEqual({ items: [] });
    world.drift.counts = [
      { ...keys, used: 9_990, quota: QUOTA },
      { ...plans, used: 12, quota: 300 },
    ];
    await world.compare();
    expect((await list('ada')).body.items).toEqual([
      {
        region: 'here',
        resource: 'api-keys',
        used: 9_990,
        quota: QUOTA,
        countedAt: expect.any(String),
      },
      expect.objectContaining({ resource: 'usage-plans', used: 12 }),
    ]);
    expect((await list('bea')).status).toBe(403);
    expect((await list('ada', 'nothing')).status).toBe(404);
  });

  it('hold at the gateways that grants are handed to', async () => {
    world.drift.counts = [{ ...keys, used: QUOTA, quota: QUOTA }];
    const { subscription } = await world.subscribed();
    await world.compare();
    const apply = world.gateway.applyGrant.bind(world.gateway);
    Object.assign(world.gateway, {
      async applyGrant(...[gateway, grant, { capacity }]: Handed) {
        if (!(await capacity!.take(keys, QUOTA))) {
          throw new GatewayError('quota-exceeded', 'It has 10,000 API keys.');
        }
        return apply(gateway, grant);
      },
    });
    await world
      .as('bea')
      .post(`/subscriptions/${subscription.id}/credentials`, {
        type: 'api-key',
        name: 'Second',
      });
    const said = () =>
      eventually(async () => {
        await world.knex('grants').update({ next_attempt_at: 0 });
        await world.run('provision-subscriptions');
        const waits = await world
          .knex('grants')
          .whereRaw('desired_revision > applied_revision')
          .first();
        const target = await world
          .knex('grant_targets')
          .where({ subscription_id: subscription.id })
          .first();
        return (waits && target.last_error) ?? (waits ? undefined : 'applied');
      });
    expect(await said()).toBe('It has 10,000 API keys.');
    world.drift.counts = [{ ...keys, used: QUOTA - 1, quota: QUOTA }];
    await world.compare();
    await eventually(async () => (await said()) === 'applied');
  });
});
