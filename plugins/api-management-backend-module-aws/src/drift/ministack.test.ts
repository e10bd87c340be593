import { createHash } from 'node:crypto';
import {
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  DeleteAuthorizerCommand,
  DeleteResourceCommand,
  DeleteUsagePlanCommand,
  DeleteUsagePlanKeyCommand,
  GetAuthorizersCommand,
  GetStageCommand,
  UpdateApiKeyCommand,
  UpdateAuthorizerCommand,
  UpdateStageCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { exampleGrant } from '@oaf/access/testUtils';
import { getItem, text } from '@oaf/access/aws';
import { whichEmulators } from '@oaf/aws-emulator';
import type {
  DriftFinding,
  Publication,
} from '@oaf/backstage-plugin-api-management-node';
import type { Grant } from '@oaf/contract';
import { EmulatedGateway } from '../__testUtils__/EmulatedGateway';

const { leftOut } = whichEmulators();
const describeMiniStack = leftOut ? describe.skip : describe;

// The first start installs the emulator.
jest.setTimeout(300_000);

const { signal } = new AbortController();

const valueOf = (credentialId: string) =>
  `oaf_test_${createHash('sha256').update(credentialId).digest('hex')}`;

const apiKey = (credentialId: string) => ({
  credentialId,
  hash: createHash('sha256').update(valueOf(credentialId)).digest('base64url'),
  expiresAt: null,
});

const LOG =
  'arn:aws:firehose:eu-central-1:000000000000:deliverystream/amazon-apigateway-oaf';

const short = ({ kind, difference }: DriftFinding) => `${kind} ${difference}`;

describeMiniStack(`drift on MiniStack ${leftOut ?? ''}`, () => {
  let world: EmulatedGateway;
  let grant: Grant;
  let publication: Publication;
  let count = 0;

  beforeAll(async () => {
    world = await EmulatedGateway.start();
    world.gateway.parameters.AccessLogArn = LOG;
  });

  afterAll(() => world?.stop());

  /** What was published stays, and is nobody's. */
  const basePath = () => `/bank-${count}`;

  const hand = async (afresh = false) =>
    world.driver.access!.applyGrant(world.gateway, grant, {
      signal,
      apiKeyValues: async id => valueOf(id),
      afresh,
    });
  const publish = () =>
    world.driver.publishing!.apply(world.gateway, publication, { signal });
  const compareAll = () =>
    world.driver.drift!.compare(
      world.gateway,
      { grants: [grant], publications: [publication] },
      { signal },
    );
  const compare = async () => (await compareAll()).findings;
  /** As the portal does it: with a revision above the one that is held. */
  const handAnew = async (held = 0) => {
    grant = { ...grant, revision: Math.max(grant.revision, held) + 1 };
    await hand(true);
  };
  const isAsItShould = async () => expect(await compare()).toEqual([]);

  beforeEach(async () => {
    await world.clear();
    count += 1;
    grant = exampleGrant('https://door.example.com', {
      apiKeys: [apiKey('key-1')],
    });
    publication = {
      productId: grant.productId,
      basePath: basePath(),
      routes: [
        {
          gatewayApiId: 'api-1',
          path: `${basePath()}/accounts`,
          location: 'front-door',
          api: {
            account: world.gateway.account,
            region: world.gateway.region,
            apiId: 'accounts',
            stage: 'prod',
            protocol: 'REST',
            url: 'https://backend.example.com/prod',
          },
        },
      ],
    };
    await hand();
    await publish();
    await isAsItShould();
  });

  const api = () => ({ restApiId: world.gateway.outputs.RestApiId });
  const stage = () => ({ ...api(), stageName: world.gateway.outputs.Stage });
  const only = async () => {
    const { keys, plans } = await world.made();
    return { key: keys[0].id!, plan: plans[0].id! };
  };
  const send = (command: any) => world.owner.send<any, any>(command);

  describe('of keys and plans', () => {
    const breaks: [what: string, found: string[], how: () => Promise<void>][] =
      [
        [
          'a key that was deleted',
          ['api-key missing'],
          async () => {
            const { key, plan } = await only();
            // AWS takes it out of its plan, too.
            await send(
              new DeleteUsagePlanKeyCommand({ usagePlanId: plan, keyId: key }),
            );
            await send(new DeleteApiKeyCommand({ apiKey: key }));
          },
        ],
        [
          'a key that was switched off',
          ['api-key changed'],
          async () => {
            const { key } = await only();
            const value = 'false';
            await send(
              new UpdateApiKeyCommand({
                apiKey: key,
                patchOperations: [{ op: 'replace', path: '/enabled', value }],
              }),
            );
          },
        ],
        [
          'a key that was taken out of its plan',
          ['usage-plan-key missing'],
          async () => {
            const { key, plan } = await only();
            await send(
              new DeleteUsagePlanKeyCommand({ usagePlanId: plan, keyId: key }),
            );
          },
        ],
        [
          'a plan with other limits',
          ['usage-plan changed'],
          async () => {
            const { plan } = await only();
            const path = '/throttle/rateLimit';
            await send(
              new UpdateUsagePlanCommand({
                usagePlanId: plan,
                patchOperations: [{ op: 'replace', path, value: '5000' }],
              }),
            );
          },
        ],
        [
          'a plan that was deleted',
          ['usage-plan missing'],
          async () => {
            const { plan } = await only();
            await send(new DeleteUsagePlanCommand({ usagePlanId: plan }));
          },
        ],
        [
          'a grant that was deleted',
          ['grant missing'],
          async () => {
            const table = world.table();
            await table.call('DeleteItem', {
              TableName: table.name,
              Key: { pk: text(`client#${grant.clientId}`) },
            });
          },
        ],
      ];

    it.each(breaks)('finds and repairs %s', async (_, found, breakIt) => {
      await breakIt();
      const findings = await compare();
      expect(findings.map(short)).toEqual(found);
      expect(findings[0]).toMatchObject({ productId: grant.productId });
      await handAnew();
      expect(await compare()).toEqual([]);
      const { keys, plans, inPlans } = await world.made();
      expect([keys.length, plans.length, inPlans.length]).toEqual([1, 1, 1]);
      expect(keys[0]).toMatchObject({ value: valueOf('key-1') });
    });

    it('finds all keys of a plan that was deleted, and puts each back', async () => {
      const first = grant;
      const second = {
        ...grant,
        subscriptionId: 'subscription-2',
        clientId: 'sub_second',
        apiKeys: [apiKey('key-2')],
        enrolment: null,
      };
      grant = second;
      await hand();
      const { plan } = await only();
      await send(new DeleteUsagePlanCommand({ usagePlanId: plan }));
      for (const one of [first, second]) {
        grant = one;
        await handAnew();
      }
      const { keys, plans, inPlans } = await world.made();
      expect([keys.length, plans.length, inPlans.length]).toEqual([2, 1, 2]);
      // The last one takes the plan with it, as its keys are counted still.
      for (const { subscriptionId, clientId } of [first, second]) {
        await world.driver.access!.removeGrant(
          world.gateway,
          { subscriptionId, clientId, revision: 9 },
          { signal },
        );
      }
      expect((await world.made()).plans).toEqual([]);
    });

    it('finds and repairs a grant that somebody wrote', async () => {
      const table = world.table();
      const pk = `client#${grant.clientId}`;
      const tampered = { ...grant, revision: 70, scopes: ['everything'] };
      await table.call('UpdateItem', {
        TableName: table.name,
        Key: { pk: text(pk) },
        UpdateExpression: 'SET #grant = :grant, revision = :revision',
        ExpressionAttributeNames: { '#grant': 'grant' },
        ExpressionAttributeValues: {
          ':grant': text(JSON.stringify(tampered)),
          ':revision': { N: '70' },
        },
      });
      const [finding, ...others] = await compare();
      expect(others).toEqual([]);
      expect(finding).toMatchObject({
        kind: 'grant',
        difference: 'changed',
        subscriptionId: grant.subscriptionId,
        held: { revision: 70 },
        detail: expect.stringMatching(/: revision, scopes[.]$/),
      });
      expect(finding.detail).not.toContain('everything');
      await handAnew(finding.held!.revision);
      expect(await compare()).toEqual([]);
    });

    it('finds a grant that nobody gave, and forgets it', async () => {
      const table = world.table();
      const pk = 'client#sub_intruder';
      await table.call('PutItem', {
        TableName: table.name,
        Item: {
          pk: text(pk),
          grant: text(JSON.stringify({ ...grant, clientId: 'sub_intruder' })),
          revision: { N: '5' },
        },
      });
      const [finding, ...others] = await compare();
      expect(others).toEqual([]);
      expect(finding).toMatchObject({ kind: 'grant', difference: 'foreign' });
      const { clientId, revision } = finding.held!;
      await world.driver.access!.removeGrant(
        world.gateway,
        { subscriptionId: 'intruder', clientId, revision: revision + 1 },
        { signal },
      );
      expect(await compare()).toEqual([]);
      expect(await getItem(table, pk)).not.toHaveProperty('grant');
    });

    it('finds a foreign key in a plan of ours, and takes it over', async () => {
      const { plan } = await only();
      const value = 'made-in-the-console-0123456789';
      const { id } = await send(
        new CreateApiKeyCommand({ name: 'by hand', enabled: true, value }),
      );
      await send(
        new CreateUsagePlanKeyCommand({
          usagePlanId: plan,
          keyId: id,
          keyType: 'API_KEY',
        }),
      );
      const [finding, ...others] = await compare();
      expect(others).toEqual([]);
      expect(finding).toMatchObject({
        kind: 'api-key',
        difference: 'foreign',
        subject: id,
        productId: grant.productId,
        planId: grant.planId,
      });
      expect(JSON.stringify(finding)).not.toContain(value);
      const { subscriptionId } = grant;
      const key = { keyId: id, subscriptionId, credentialId: 'key-9' };
      for (const _ of ['first', 'again']) {
        await expect(
          world.driver.drift!.adoptKey!(world.gateway, key, { signal }),
        ).resolves.toBe(value);
      }
      const hash = createHash('sha256').update(value).digest('base64url');
      grant = {
        ...grant,
        apiKeys: [...grant.apiKeys, { ...apiKey('key-9'), hash }],
      };
      await handAnew();
      expect(await compare()).toEqual([]);
      const { keys } = await world.made();
      expect(keys.map(one => one.value).sort()).toEqual(
        [value, valueOf('key-1')].sort(),
      );
    });

    it('finds a foreign plan at our stage', async () => {
      const { RestApiId: apiId, Stage } = world.gateway.outputs;
      await send(
        new CreateUsagePlanCommand({
          name: 'by hand',
          apiStages: [{ apiId, stage: Stage }],
        }),
      );
      expect((await compare()).map(short)).toEqual(['usage-plan foreign']);
    });

    it('gives the others to the gateway when a key cannot be made again', async () => {
      const { key, plan } = await only();
      await send(
        new DeleteUsagePlanKeyCommand({ usagePlanId: plan, keyId: key }),
      );
      await send(new DeleteApiKeyCommand({ apiKey: key }));
      grant = {
        ...grant,
        revision: grant.revision + 1,
        apiKeys: [apiKey('key-1'), apiKey('key-2')],
      };
      await expect(
        world.driver.access!.applyGrant(world.gateway, grant, {
          signal,
          apiKeyValues: async id => (id === 'key-1' ? undefined : valueOf(id)),
          afresh: true,
        }),
      ).rejects.toThrow('Have a new API key issued');
      expect((await compare()).map(short)).toEqual(['api-key missing']);
    });
  });

  describe('of what is published', () => {
    const breaks: [what: string, found: string[], how: () => Promise<void>][] =
      [
        [
          'a route that was deleted',
          ['route missing'],
          async () => {
            // MiniStack leaves what is below, and AWS does not.
            const below = (await world.resources()).filter(({ path }) =>
              path!.startsWith(`${basePath()}/accounts`),
            );
            for (const { id: resourceId } of below) {
              await send(new DeleteResourceCommand({ ...api(), resourceId }));
            }
          },
        ],
        [
          'a route that was opened',
          ['route changed'],
          () => world.openMethod(`${basePath()}/accounts/{proxy+}`),
        ],
        [
          'a stage that serves another deployment',
          ['stage changed'],
          async () => {
            await send(new CreateDeploymentCommand({ ...stage() }));
          },
        ],
        [
          'an authorizer that was deleted',
          ['authorizer missing', 'route changed'],
          async () => {
            const { items } = await send(new GetAuthorizersCommand(api()));
            await send(
              new DeleteAuthorizerCommand({
                ...api(),
                authorizerId: items[0].id,
              }),
            );
          },
        ],
        [
          'an authorizer that remembers',
          ['authorizer changed'],
          async () => {
            const { items } = await send(new GetAuthorizersCommand(api()));
            const path = '/authorizerResultTtlInSeconds';
            await send(
              new UpdateAuthorizerCommand({
                ...api(),
                authorizerId: items[0].id,
                patchOperations: [{ op: 'replace', path, value: '300' }],
              }),
            );
          },
        ],
        [
          'an access log that was switched off',
          ['access-log missing'],
          async () => {
            const path = '/accessLogSettings';
            await send(
              new UpdateStageCommand({
                ...stage(),
                patchOperations: [{ op: 'remove', path }],
              }),
            );
          },
        ],
      ];

    it.each(breaks)('finds and repairs %s', async (_, found, breakIt) => {
      await breakIt();
      expect((await compare()).map(short)).toEqual(found);
      const { deploymentId } = await publish();
      expect(await compare()).toEqual([]);
      expect(await send(new GetStageCommand(stage()))).toMatchObject({
        deploymentId,
        accessLogSettings: { destinationArn: LOG },
      });
    });

    it('compares keys and grants where nothing is published', async () => {
      publication = { ...publication, routes: [] };
      await publish();
      await send(new CreateDeploymentCommand({ ...stage() }));
      await expect(
        world.driver.drift!.compare(
          world.gateway,
          { grants: [grant], publications: [] },
          { signal },
        ),
      ).resolves.toMatchObject({ findings: [] });
    });
  });

  it('finds nothing in what it could not read in full', async () => {
    const { plan } = await only();
    await send(new DeleteUsagePlanCommand({ usagePlanId: plan }));
    for (const [action, resourcePath] of [
      ['apigateway:GET', '/usageplans'],
      ['dynamodb:Scan', undefined],
    ]) {
      await world.updateTrust({ action: action!, resource: resourcePath });
      await world.restart();
      await expect(compare()).rejects.toThrow(action);
    }
    await world.updateTrust();
    await world.restart();
    expect((await compare()).map(short)).toEqual(['usage-plan missing']);
  });

  it('counts the plans and keys of the account, whoever made them', async () => {
    await send(new CreateUsagePlanCommand({ name: 'of others' }));
    await send(
      new CreateApiKeyCommand({ name: 'tagged', tags: { team: 'others' } }),
    );
    const { counts, findings } = await compareAll();
    expect(findings).toEqual([]);
    const { account, region } = world.gateway;
    const place = { accountLinkId: account.id, region };
    expect(counts).toEqual([
      { ...place, resource: 'api-keys', used: 2, quota: 10_000 },
      { ...place, resource: 'usage-plans', used: 2, quota: 300 },
    ]);
  });

  it('takes few calls: one for each key', async () => {
    world.proxy.calls.length = 0;
    await compare();
    expect(world.proxy.calls.map(({ name }) => name)).toEqual([
      'GET /usageplans',
      'GET /usageplans/*/keys',
      'ResourceGroupsTaggingAPI_20170126.GetResources',
      'DynamoDB_20120810.Scan',
      'GET /apikeys/*',
      'GET /restapis/*/resources',
      'GET /restapis/*/authorizers',
      'GET /restapis/*/stages/live',
    ]);
  });
});
