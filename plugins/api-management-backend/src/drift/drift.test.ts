import { TestDatabases } from '@backstage/backend-test-utils';
import { GatewayError } from '@oaf/backstage-plugin-api-management-node';
import {
  type DriftWorld,
  driftWorld,
  GATEWAY,
} from '../__testUtils__/driftWorld';
import { eventually } from '../__testUtils__/eventually';
import { migrated } from '../__testUtils__/migrated';
import { hashSecret } from '../credentials/secret';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ disableDocker: true });

describe.each(databases.eachSupportedId())('drift on %s', engine => {
  let world: DriftWorld;
  let product: any;
  let subscription: any;

  const isAsItShould = async () => expect(await world.findings()).toEqual([]);

  beforeEach(async () => {
    world = await driftWorld(await migrated(databases, engine));
    ({ product, subscription } = await world.subscribed());
    await world.compare();
    await isAsItShould();
  });
  afterEach(() => world.close());

  const only = async (person: 'ada' | 'max' = 'ada') => {
    const [finding, ...others] = await world.findings(person);
    expect(others).toEqual([]);
    return finding;
  };
  const breakGrant = () => world.gateway.grants.delete(subscription.id);
  const foreignKey = (more: object = {}) => ({
    kind: 'api-key' as const,
    difference: 'foreign' as const,
    subject: 'key-by-hand',
    detail: 'The API key by hand is in the usage plan, by nobody of us.',
    productId: product.id,
    planId: product.plans[0].id,
    ...more,
  });

  it('finds what was changed, and has it put right by who makes it', async () => {
    breakGrant();
    await world.compare();
    const finding = await only();
    expect(finding).toMatchObject({
      kind: 'grant',
      difference: 'missing',
      state: 'open',
      gateway: { id: GATEWAY, title: 'oaf-gateway' },
      account: 'Fake gateway',
      product: { id: product.id, title: product.title },
      subscription: { id: subscription.id, title: 'App of bea' },
      actions: ['repair', 'ignore'],
    });
    const { revision } = world.drift.desired.at(-1)!.grants[0];
    const { status, body } = await world.act('max', finding, {
      action: 'repair',
    });
    expect([status, body.state, body.decidedBy]).toEqual([
      202,
      'repairing',
      'user:default/max',
    ]);
    await world.provision();
    expect(world.gateway.grant(subscription.id)?.revision).toBe(revision + 1);
    await eventually(async () => {
      await world.run('compare-gateways');
      return (await world.findings()).length === 0;
    });
    const [over] = await world.findings('ada', '?state=repaired');
    expect(over).toMatchObject({ id: finding.id, actions: [] });
    expect(world.audit).toContainEqual(
      expect.objectContaining({
        eventId: 'drift-transition',
        meta: expect.objectContaining({
          action: 'repair',
          kind: 'grant',
          subscriptionId: subscription.id,
        }),
      }),
    );
  });

  it('goes above a revision that somebody wrote', async () => {
    const grant = world.gateway.grant(subscription.id)!;
    const forged = { ...grant, revision: 90, scopes: ['everything'] };
    world.gateway.grants.set(subscription.id, forged);
    await world.compare();
    await world.act('max', await only(), { action: 'repair' });
    await world.provision();
    expect(world.gateway.grant(subscription.id)).toEqual({
      ...grant,
      revision: 91,
    });
  });

  it('publishes anew what is no longer served, and keeps the way back', async () => {
    const before = await world
      .knex('publications')
      .where({ product_id: product.id })
      .first('former');
    world.publishing.served.get(GATEWAY)!.clear();
    await world.compare();
    const finding = await only();
    expect(finding).toMatchObject({
      kind: 'route',
      gatewayApi: { title: 'Accounts' },
    });
    const ofApi = `?gatewayApiId=${finding.gatewayApi.id}`;
    expect(await world.findings('max', ofApi)).toHaveLength(1);
    expect(await world.findings('max', '?gatewayApiId=other')).toEqual([]);
    await world.act('max', finding, { action: 'repair' });
    await world.isPublished();
    await world.provision();
    await eventually(async () => {
      await world.run('compare-gateways');
      return (await world.findings()).length === 0;
    });
    expect(world.publishing.pathsAt(GATEWAY)).toHaveLength(1);
    expect(
      await world
        .knex('publications')
        .where({ product_id: product.id })
        .first('former'),
    ).toEqual(before);
  });

  it('tells each only of what is theirs, and lets each decide on that only', async () => {
    breakGrant();
    world.drift.others = [
      {
        kind: 'authorizer',
        difference: 'changed',
        subject: 'access-tokens',
        detail: 'The authorizer remembers.',
      },
    ];
    await world.compare();
    expect(await world.findings('ada')).toHaveLength(2);
    const finding = await only('max');
    expect(finding.kind).toBe('grant');
    const all = await world.findings('ada');
    const authorizer = all.find(({ kind }: any) => kind === 'authorizer');
    for (const person of ['bea', 'paul'] as const) {
      expect(await world.findings(person)).toEqual([]);
      for (const one of all) {
        const path = `/drift/findings/${one.id}`;
        expect((await world.as(person).get(path)).status).toBe(404);
        for (const action of ['repair', 'ignore']) {
          const reason = 'Because';
          const { status } = await world.act(person, one, { action, reason });
          expect(status).toBe(404);
        }
      }
      const compared = await world
        .as(person)
        .post(`/drift/comparisons/${GATEWAY}`);
      expect(compared.status).toBe(403);
      const { body } = await world.as(person).get('/drift/comparisons');
      expect(body).toEqual({ items: [], totalItems: 0 });
    }
    expect(
      (await world.act('max', authorizer, { action: 'repair' })).status,
    ).toBe(404);
    expect(
      (await world.as('max').post(`/drift/comparisons/${GATEWAY}`)).status,
    ).toBe(202);
    expect(
      (await world.as('max').get('/drift/comparisons')).body,
    ).toMatchObject({
      totalItems: 1,
      items: [{ findings: 1, mayCompare: true }],
    });
  });

  it('ignores with a reason, until it changes', async () => {
    breakGrant();
    await world.compare();
    const finding = await only();
    const silent = await world.act('max', finding, { action: 'ignore' });
    expect(silent.status).toBe(400);
    await world.act('max', finding, { action: 'ignore', reason: 'A test' });
    await world.compare();
    expect(await only()).toMatchObject({
      state: 'ignored',
      reason: 'A test',
      decidedBy: 'user:default/max',
      actions: ['repair', 'reopen'],
    });
    const grant = world.drift.desired.at(-1)!.grants[0];
    world.gateway.grants.set(subscription.id, { ...grant, scopes: [] });
    await world.compare();
    const changed = await only();
    expect(changed).toMatchObject({ state: 'open', difference: 'changed' });
    expect(changed).not.toHaveProperty('reason');
    world.gateway.grants.set(subscription.id, grant);
    await world.compare();
    expect(await world.findings()).toEqual([]);
    expect(await world.findings('ada', '?state=gone')).toHaveLength(1);
  });

  it('takes a foreign key over as a credential of the subscription that is chosen', async () => {
    const value = 'made-by-hand-0123456789';
    world.drift.values.set('key-by-hand', value);
    world.drift.others = [foreignKey()];
    await world.compare();
    const finding = await only('max');
    expect(finding.actions).toEqual(['adopt', 'ignore']);
    const adopt = (body: object) =>
      world.act('max', finding, { action: 'adopt', ...body });
    expect((await adopt({ name: 'By hand' })).status).toBe(400);
    const { id: subscriptionId } = subscription;
    expect((await adopt({ subscriptionId })).status).toBe(400);
    expect(
      (await adopt({ subscriptionId: 'none', name: 'By hand' })).status,
    ).toBe(404);
    const taken = await adopt({ subscriptionId, name: 'main key' });
    expect(taken.status).toBe(409);
    const { status, body } = await adopt({ subscriptionId, name: 'By hand' });
    expect([status, body.state]).toEqual([202, 'adopted']);
    await world.provision();
    const held = world.gateway.grant(subscriptionId)!;
    expect(held.apiKeys).toContainEqual(
      expect.objectContaining({ hash: hashSecret(value) }),
    );
    const { items } = (
      await world.as('bea').get(`/subscriptions/${subscriptionId}/credentials`)
    ).body;
    expect(items.map(({ name }: any) => name)).toContain('By hand');
    await world.compare();
    expect(await world.findings()).toEqual([]);
    for (const table of ['credentials', 'drift_findings']) {
      expect(JSON.stringify(await world.knex(table))).not.toContain(value);
    }
    expect(JSON.stringify(world.audit)).not.toContain(value);
  });

  it('takes no key over that another plan counts, nor for whoever may not', async () => {
    world.drift.others = [foreignKey({ planId: product.plans[1].id })];
    await world.compare();
    const finding = await only();
    const body = {
      action: 'adopt',
      subscriptionId: subscription.id,
      name: 'By hand',
    };
    const { status, body: told } = await world.act('max', finding, body);
    expect(status).toBe(409);
    expect(told.error.message).toContain('Choose a subscription of that plan');
    expect(world.drift.adopted).toEqual([]);
    expect((await world.act('max', finding, { action: 'repair' })).status).toBe(
      409,
    );
  });

  it('judges nothing that was changed while it was compared', async () => {
    breakGrant();
    await world.compare();
    const finding = await only();
    // A comparison that has read before the repair, and tells of it after.
    let goOn = () => {};
    world.drift.until = new Promise<void>(resolve => {
      goOn = resolve;
    });
    world.gateway.grants.delete(subscription.id);
    const before = world.drift.desired.length;
    await world.as('ada').post(`/drift/comparisons/${GATEWAY}`);
    await eventually(async () => world.drift.desired.length > before);
    await world.act('max', finding, { action: 'repair' });
    await world.provision();
    goOn();
    world.drift.until = undefined;
    await eventually(async () => {
      await world.run('compare-gateways');
      return (await world.findings()).length === 0;
    });
    const [over] = await world.findings('ada', '?state=repaired');
    expect(over.id).toBe(finding.id);
  });

  it('repairs once, however often it is asked at once', async () => {
    breakGrant();
    await world.compare();
    const finding = await only();
    const repair = { action: 'repair' };
    const ignore = { action: 'ignore', reason: 'No' };
    const answers = await Promise.all(
      [repair, ignore, repair, ignore].map(body =>
        world.act('max', finding, body),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses.filter(status => status === 202).length).toBeGreaterThan(0);
    expect(statuses.every(status => [202, 409].includes(status))).toBe(true);
    const won = answers.find(({ status }) => status === 202)!;
    expect(['repairing', 'ignored']).toContain(won.body.state);
  });

  it('keeps what it knew when a gateway could not be compared, and says why', async () => {
    breakGrant();
    await world.compare();
    world.drift.failure = new GatewayError(
      'access-denied',
      'The trust role lacks dynamodb:Scan.',
    );
    world.gateway.grants.clear();
    await world.compare();
    expect(await world.isCompared()).toMatchObject({
      state: 'failed',
      findings: 1,
      failure: 'The trust role lacks dynamodb:Scan.',
    });
    expect(await world.findings()).toHaveLength(1);
  });

  it('compares each gateway once, however many replicas there are', async () => {
    const before = world.drift.compared;
    await world.run('request-gateway-comparisons');
    await Promise.all([
      world.run('compare-gateways'),
      world.run('compare-gateways'),
    ]);
    await world.isCompared();
    expect(world.drift.compared).toBe(before + 1);
  });

  it('shows what is damaged beside the rest', async () => {
    breakGrant();
    await world.compare();
    await world
      .knex('drift_findings')
      .update({ held: 'no JSON', product_id: 'gone', gateway_id: 'gone' });
    world.drift.others = [foreignKey()];
    await world.compare();
    const findings = await world.findings();
    expect(findings.length).toBe(3);
    expect(findings).toContainEqual(
      expect.objectContaining({ gateway: { id: 'gone' }, account: '' }),
    );
  });

  it('leaves out a subscription that it cannot make sense of', async () => {
    breakGrant();
    await world.knex('plans').update({ limits: 'no JSON' });
    await world.compare();
    expect(await world.findings()).toEqual([]);
    expect(await world.isCompared()).toMatchObject({ state: 'compared' });
  });
});
