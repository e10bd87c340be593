import { TestDatabases } from '@backstage/backend-test-utils';
import { GatewayError } from '@oaf/backstage-plugin-api-management-node';
import { auditTrail } from '../__testUtils__/auditTrail';
import { eventually } from '../__testUtils__/eventually';
import { product } from '../__testUtils__/requestedSubscription';
import {
  changeGateway,
  gatewayIn,
  publishingWorld,
  subscribed,
} from '../__testUtils__/publishingWorld';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ disableDocker: true });

describe.each(databases.eachSupportedId())(
  'a product offered at gateways on %s',
  engine => {
    it('is planned, confirmed, served, published and called there', async () => {
      const world = await publishingWorld(await databases.init(engine));
      const { get, post, draft, apiIn, plan, transition, gateway } = world;

      const before = (await get(`/products/${draft.id}/publications`)).body;
      expect(before).toMatchObject({
        totalItems: 2,
        offerable: 2,
        items: [
          { title: 'oaf-gateway-north', state: 'absent', actions: ['apply'] },
          { title: 'oaf-gateway-south', state: 'absent', actions: ['apply'] },
        ],
      });
      const refused = await transition('publish');
      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toMatch(
        /cannot be published yet: .* not offered at any gateway/,
      );
      expect((await get(`/products/${draft.id}`)).body).toMatchObject({
        actions: [],
        blocked: [{ action: 'publish', reason: /not offered/ }],
      });

      expect(await plan('north', 'apply')).toMatchObject({
        changes: [
          { action: 'add', path: '/accounts-for-partners/accounts' },
          { action: 'add', path: '/accounts-for-partners/accounts-2' },
        ],
        calls: 2,
        bypass: [
          { title: 'Accounts', possible: true },
          { title: 'Accounts', possible: true },
        ],
        digest: expect.any(String),
      });
      expect(world.publishing.pathsAt(gatewayIn('north'))).toEqual([]);
      const unseen = await post(`${world.at('north')}/transitions`, {
        action: 'apply',
        digest: 'of another plan',
      });
      expect(unseen.status).toBe(409);
      expect(unseen.body.error.message).toMatch(/look at the new plan/);

      expect(await world.carryOut('north', 'apply')).toMatchObject({
        state: 'published',
        changesTotal: 2,
        changesMade: 2,
        outdated: false,
        offers: [
          {
            gatewayApiId: apiIn('north'),
            url: 'https://gateway-north.example.com/accounts-for-partners/accounts',
          },
          { path: '/accounts-for-partners/accounts-2' },
        ],
        actions: ['apply', 'roll-back', 'withdraw'],
      });

      const { id, path } = await subscribed(world);
      await eventually(async () => (await get(path)).body.state === 'active');
      expect(gateway.held.north.get(id)?.apis).toMatchObject([
        {
          resource:
            'https://gateway-north.example.com/accounts-for-partners/accounts',
        },
        {
          resource:
            'https://gateway-north.example.com/accounts-for-partners/accounts-2',
        },
      ]);
      expect(gateway.held.south.has(id)).toBe(false);
      await world.stop();
    });

    it('is granted at each gateway; one that fails does not hold up the other', async () => {
      const world = await publishingWorld(await databases.init(engine));
      const { get, gateway } = world;
      await world.carryOut('north', 'apply');
      await world.carryOut('south', 'apply');
      gateway.down = 'south';
      const { id, path } = await subscribed(world);
      await eventually(async () => (await get(path)).body.state === 'active');
      const connections = async () =>
        (await get(`${path}/connections`)).body.items.map(
          ({ region, ready }: { region: string; ready: boolean }) => [
            region,
            ready,
          ],
        );
      const readiness = Object.fromEntries(await connections());
      expect(readiness).toEqual({ 'north-1': true, 'south-1': false });
      gateway.down = undefined;
      await eventually(async () => gateway.held.south.has(id));
      await eventually(async () =>
        (await connections()).every(([, ready]: [string, boolean]) => ready),
      );

      // Consumers keep one gateway at least.
      expect((await world.begin('south', 'withdraw')).status).toBe(202);
      const last = await world.begin('north', 'withdraw');
      expect(last.status).toBe(409);
      expect(last.body.error.message).toMatch(
        /1 live subscription, and no other gateway serves all of its APIs at the addresses that they call/,
      );
      await eventually(
        async () => (await world.read('south')).state === 'absent',
      );
      await eventually(async () => !gateway.held.south.has(id));
      expect(world.publishing.pathsAt(gatewayIn('south'))).toEqual([]);
      expect(gateway.held.north.has(id)).toBe(true);
      await world.stop();
    });

    it('gives a further gateway the same API key, after nobody else knows it', async () => {
      const world = await publishingWorld(await databases.init(engine));
      const { get, post, gateway } = world;
      await world.carryOut('north', 'apply');
      const { id, path } = await subscribed(world);
      await eventually(async () => (await get(path)).body.state === 'active');
      const { items } = (await get(`${path}/credentials`)).body;
      const key = items.find(
        ({ type }: { type: string }) => type === 'api-key',
      );
      const { secret } = (await post(`${path}/credentials/${key.id}/reveal`))
        .body;
      expect(gateway.values.north.get(key.id)).toBe(secret);
      await world.carryOut('south', 'apply');
      await eventually(async () => gateway.held.south.has(id));
      await eventually(async () => gateway.values.south.has(key.id));
      expect(gateway.values.south.get(key.id)).toBe(secret);
      await world.stop();
    });

    it('keeps one gateway when both are withdrawn from at once', async () => {
      const world = await publishingWorld(await databases.init(engine));
      await world.carryOut('north', 'apply');
      await world.carryOut('south', 'apply');
      await subscribed(world);
      const answers = await Promise.all([
        world.begin('north', 'withdraw'),
        world.begin('south', 'withdraw'),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
      await world.stop();
    });

    it('goes back to what was offered, and is changed again', async () => {
      const world = await publishingWorld(await databases.init(engine));
      const { put, get, draft, apiIn, publishing } = world;
      const only = await world.makeDraft([apiIn('north')], 'Loans');
      await world.carryOut('north', 'apply', only.id);
      const { version } = (await get(`/products/${only.id}`)).body;
      const edited = await put(`/products/${only.id}?version=${version}`, {
        ...product,
        title: 'Loans',
        gatewayApiIds: [apiIn('south'), apiIn('north')],
      });
      expect(edited.status).toBe(200);
      expect(await world.read('north', only.id)).toMatchObject({
        outdated: true,
      });
      await world.carryOut('north', 'apply', only.id);
      const both = ['/loans/accounts', '/loans/accounts-2'];
      expect(publishing.pathsAt(gatewayIn('north'))).toEqual(both);
      expect(await world.carryOut('north', 'roll-back', only.id)).toMatchObject(
        {
          state: 'published',
          outdated: true,
          offers: [{ gatewayApiId: apiIn('north'), path: '/loans/accounts' }],
          actions: ['apply', 'withdraw'],
        },
      );
      expect(publishing.pathsAt(gatewayIn('north'))).toEqual([both[0]]);

      // The first time, what was there before is nothing.
      await world.carryOut('north', 'apply');
      expect(await world.carryOut('north', 'roll-back')).toMatchObject({
        state: 'absent',
      });
      expect(publishing.pathsAt(gatewayIn('north'))).toEqual([both[0]]);
      expect((await world.delete(`/products/${draft.id}`)).status).toBe(204);
      const offered = await world.delete(`/products/${only.id}`);
      expect(offered.status).toBe(409);
      expect(offered.body.error.message).toMatch(/withdraw it from them first/);
      await world.stop();
    });

    it('leaves what was served when it fails, and goes on after what passes', async () => {
      const world = await publishingWorld(await databases.init(engine));
      const { publishing } = world;
      publishing.failure = new GatewayError(
        'access-denied',
        'The role may not call apigateway:POST; update its stack.',
      );
      expect(await world.carryOut('north', 'apply')).toMatchObject({
        state: 'failed',
        failure: 'The role may not call apigateway:POST; update its stack.',
        offers: [],
        actions: ['apply', 'withdraw'],
      });
      publishing.failure = new GatewayError('throttled', 'Too many requests.');
      await world.begin('north', 'apply');
      await eventually(
        async () =>
          (await world.read('north')).waitingFor === 'Too many requests.',
      );
      publishing.failure = undefined;
      expect(await world.isOver('north')).toMatchObject({ state: 'published' });
      publishing.obstacles = ['The path /accounts-for-partners is taken.'];
      const refused = await world.begin('north', 'apply');
      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toBe(
        'The path /accounts-for-partners is taken.',
      );
      await world.stop();
    });

    it('waits while the gateway itself is changed', async () => {
      const knex = await databases.init(engine);
      const world = await publishingWorld(knex);
      const { digest } = await world.plan('north', 'apply');
      let goOn = () => {};
      world.publishing.until = new Promise<void>(resolve => {
        goOn = resolve;
      });
      world.publishing.failure = new GatewayError('throttled', 'Slowly.');
      await world.post(`${world.at('north')}/transitions`, {
        action: 'apply',
        digest,
      });
      await changeGateway(knex, 'north');
      goOn();
      await eventually(async () =>
        /is being changed itself/.test((await world.read('north')).waitingFor),
      );
      world.publishing.failure = undefined;
      await knex('deployments').delete();
      expect(await world.isOver('north')).toMatchObject({ state: 'published' });
      await world.stop();
    });

    it('is worked on by one replica at a time, one product at a gateway, and taken over', async () => {
      const knex = await databases.init(engine);
      const world = await publishingWorld(knex);
      const { publishing } = world;
      const other = await world.makeDraft([world.apiIn('north')], 'Loans');
      const third = await world.makeDraft([world.apiIn('south')], 'Cards');
      let goOn = () => {};
      publishing.until = new Promise<void>(resolve => {
        goOn = resolve;
      });
      const started = await Promise.all([
        world.begin('north', 'apply'),
        world.begin('north', 'apply'),
        world.begin('north', 'apply', other.id),
        world.begin('north', 'apply', third.id),
        world.begin('south', 'apply', third.id),
      ]);
      expect(started.map(({ status }) => status).sort()).toEqual([
        202, 202, 202, 202, 409,
      ]);
      goOn();
      publishing.until = undefined;
      await Promise.all([
        world.isOver('north'),
        world.isOver('north', other.id),
        world.isOver('north', third.id),
        world.isOver('south', third.id),
      ]);
      expect(publishing.collisions).toEqual([]);
      expect(publishing.pathsAt(gatewayIn('north'))).toEqual([
        '/accounts-for-partners/accounts',
        '/accounts-for-partners/accounts-2',
        '/cards/accounts',
        '/loans/accounts',
      ]);
      await world.stop();
    });

    it('audits who began what, and how it ended', async () => {
      const trail = auditTrail();
      const world = await publishingWorld(await databases.init(engine), {
        auditor: trail.factory,
      });
      await world.carryOut('north', 'apply');
      const of = (eventId: string) =>
        trail.records.filter(record => record.eventId === eventId);
      await eventually(async () => of('product-publication-end').length > 0);
      const productId = world.draft.id;
      expect(of('product-publication-start')).toMatchObject([
        { meta: { productId, gatewayId: 'gateway-north', action: 'apply' } },
      ]);
      expect(of('product-publication-end')).toMatchObject([
        { meta: { productId, state: 'applying', outcome: 'succeeded' } },
      ]);
      await world.stop();
    });
  },
);
