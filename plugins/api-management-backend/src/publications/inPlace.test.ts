import { TestDatabases } from '@backstage/backend-test-utils';
import { accountStores } from '../__testUtils__/accountStores';
import { eventually } from '../__testUtils__/eventually';
import { migrateUpTo } from '../__testUtils__/migrateUpTo';
import {
  gatewayIn,
  publishingWorld,
  type PublishingWorld,
  subscribed,
} from '../__testUtils__/publishingWorld';
import type { AccountName } from '../__testUtils__/TwoAccountGateway';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ disableDocker: true });

type Location = 'front-door' | 'in-place';

/** Confirms the plan of an offer with these locations, and answers at once. */
async function offer(
  { post, at }: PublishingWorld,
  account: AccountName,
  locations: Record<string, Location>,
  id?: string,
) {
  const body = {
    action: 'apply',
    locations: Object.entries(locations).map(([gatewayApiId, location]) => ({
      gatewayApiId,
      location,
    })),
  };
  const plan = await post(`${at(account, id)}/plan`, body);
  return plan.status === 200
    ? post(`${at(account, id)}/transitions`, {
        ...body,
        digest: plan.body.digest,
      })
    : plan;
}

describe.each(databases.eachSupportedId())(
  'an API that is offered in place on %s',
  engine => {
    it('is called where it is, beside one at the front door, and stays there', async () => {
      const world = await publishingWorld(await databases.init(engine));
      const { get, apiIn, gateway } = world;
      expect(await world.read('north')).toMatchObject({
        apis: [
          { gatewayApiId: apiIn('north'), location: 'front-door' },
          { gatewayApiId: apiIn('south'), location: 'front-door' },
        ],
      });
      const begun = await offer(world, 'north', {
        [apiIn('south')]: 'in-place',
      });
      expect(begun.status).toBe(202);
      expect(await world.isOver('north')).toMatchObject({
        state: 'published',
        apis: [{ location: 'front-door' }, { location: 'in-place' }],
        offers: [
          {
            location: 'front-door',
            url: 'https://gateway-north.example.com/accounts-for-partners/accounts',
          },
          { location: 'in-place', url: 'http://south/accounts' },
        ],
      });
      const { id, path } = await subscribed(world);
      await eventually(async () => (await get(path)).body.state === 'active');
      expect(gateway.held.north.get(id)?.apis).toMatchObject([
        {},
        { region: 'south-1', resource: 'http://south/accounts' },
      ]);
      expect(gateway.inPlace.get(id)).toMatchObject([
        { account: { id: 'south' }, region: 'south-1' },
      ]);

      // Nobody says where, and nothing moves.
      expect((await world.carryOut('north', 'apply')).offers).toMatchObject([
        { location: 'front-door' },
        { location: 'in-place' },
      ]);
      const moved = await offer(world, 'north', {
        [apiIn('south')]: 'front-door',
      });
      expect(moved.status).toBe(409);
      expect(moved.body.error.message).toMatch(
        /1 live subscription, and no other gateway serves all of its APIs at the addresses that they call/,
      );
      await world.stop();
    });

    it('makes a subscription active where it can be called, and goes on where it cannot yet', async () => {
      const world = await publishingWorld(await databases.init(engine));
      const { get, apiIn, gateway, knex } = world;
      await offer(world, 'north', { [apiIn('south')]: 'in-place' });
      await world.isOver('north');
      const [account] = gateway.builtInAccounts();
      const error = new Error('South does not answer.');
      gateway.gaps = [{ account, region: 'south-1', error }];
      const { path } = await subscribed(world);
      await eventually(async () => (await get(path)).body.state === 'active');
      const told = () => knex('grant_targets').pluck('last_error');
      await eventually(async () => (await told())[0] !== null);
      expect(await told()).toEqual(['South does not answer.']);
      gateway.gaps = [];
      await knex('grants').update({ next_attempt_at: 0 });
      await eventually(async () => (await told())[0] === null);
      await world.stop();
    });

    it('is not offered anywhere else at the same time, by whichever product', async () => {
      const world = await publishingWorld(await databases.init(engine));
      const { apiIn } = world;
      const only = await world.makeDraft([apiIn('south')], 'Loans');
      const answers = await Promise.all([
        offer(world, 'north', { [apiIn('south')]: 'in-place' }, only.id),
        offer(world, 'south', { [apiIn('south')]: 'in-place' }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
      const refused = answers.find(({ status }) => status === 409)!;
      expect(refused.body.error.message).toMatch(
        /^Accounts cannot be offered in place, as it is offered in place by product .* at the gateway oaf-gateway-(north|south); withdraw it there first/,
      );
      const isLoans = answers[0].status === 202;
      const [winner, other] = isLoans
        ? (['north', 'south'] as const)
        : (['south', 'north'] as const);
      const [winnerId, otherId] = isLoans
        ? [only.id, undefined]
        : [undefined, only.id];
      await world.isOver(winner, winnerId);

      const atDoor = await offer(world, other, {}, otherId);
      expect(atDoor.status).toBe(409);
      expect(atDoor.body.error.message).toMatch(
        /cannot be offered at the front door, as it is offered in place by product/,
      );
      // By the same gateway it may be in place for two products.
      const second = await offer(
        world,
        winner,
        { [apiIn('south')]: 'in-place' },
        otherId,
      );
      expect(second.status).toBe(202);
      await world.isOver(winner, otherId);

      await world.carryOut(winner, 'withdraw', winnerId);
      await world.carryOut(winner, 'withdraw', otherId);
      const free = await offer(world, other, {}, otherId);
      expect(free.status).toBe(202);
      await world.isOver(other, otherId);
      const inPlace = await offer(
        world,
        winner,
        { [apiIn('south')]: 'in-place' },
        winnerId,
      );
      expect(inPlace.status).toBe(409);
      expect(inPlace.body.error.message).toMatch(
        /as it is offered at the front door by product/,
      );
      await world.stop();
    });

    it('keeps its account linked', async () => {
      const world = await publishingWorld(await databases.init(engine));
      const { accountStore } = accountStores(world.knex);
      await offer(world, 'north', { [world.apiIn('south')]: 'in-place' });
      await world.isOver('north');
      await expect(accountStore.unlink('south')).rejects.toThrow(
        'Accounts of this account is offered in place; withdraw the products from their gateways first',
      );
      await world.carryOut('north', 'withdraw');
      await accountStore.unlink('south');
      await world.stop();
    });

    it('is chosen among what can be', async () => {
      const knex = await databases.init(engine);
      const world = await publishingWorld(knex);
      const { apiIn } = world;
      const unknown = await offer(world, 'north', { other: 'in-place' });
      expect([unknown.status, unknown.body.error.message]).toEqual([
        400,
        'The API other of locations is none that this product offers at gateways',
      ]);
      for (const [protocol, reason] of [
        ['HTTP', /An HTTP API has no API keys and no usage plans/],
        ['WEBSOCKET', /A WebSocket API has no API keys that are counted/],
      ] as const) {
        await knex('gateway_apis')
          .where({ id: apiIn('south') })
          .update({ protocol });
        expect(await world.read('north')).toMatchObject({
          apis: [{}, { notInPlace: expect.stringMatching(reason) }],
        });
        const refused = await offer(world, 'north', {
          [apiIn('south')]: 'in-place',
        });
        expect(refused.status).toBe(400);
        expect(refused.body.error.message).toMatch(reason);
      }
      const other = await world.post(`${world.at('north')}/plan`, {
        action: 'apply',
        locations: [{ gatewayApiId: apiIn('north'), location: 'elsewhere' }],
      });
      expect(other.status).toBe(400);
      await world.stop();
    });

    it('tells its warnings, which are confirmed', async () => {
      const world = await publishingWorld(await databases.init(engine));
      world.publishing.warnings = ['Its owner changed it.'];
      const { warnings, digest } = await world.plan('north', 'apply');
      expect(warnings).toEqual(['Its owner changed it.']);
      world.publishing.warnings = ['Its owner changed it twice.'];
      const late = await world.post(`${world.at('north')}/transitions`, {
        action: 'apply',
        digest,
      });
      expect(late.status).toBe(409);
      await world.stop();
    });

    it('was at the front door before there was a choice', async () => {
      const knex = await databases.init(engine);
      await migrateUpTo(knex, '20261128230000_publications.js');
      const served = { offers: [{ gatewayApiId: 'a', path: '/a', url: 'u' }] };
      await knex('publications').insert({
        id: 'publication',
        product_id: 'product',
        gateway_id: gatewayIn('north'),
        state: 'published',
        wanted: JSON.stringify([{ gatewayApiId: 'b', path: '/b' }]),
        served: JSON.stringify(served),
        started_by: 'user:default/max',
        started_at: 1,
        updated_at: 1,
      });
      await migrateUpTo(knex, '20261129010000_offered_apis.js');
      const rows = await knex('offered_apis')
        .orderBy('gateway_api_id')
        .select('gateway_api_id', 'location');
      expect(rows).toEqual([
        { gateway_api_id: 'a', location: 'front-door' },
        { gateway_api_id: 'b', location: 'front-door' },
      ]);
    });
  },
);
