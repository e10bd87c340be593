import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import {
  defaultBaseCredentials,
  startControlPlane,
} from '@oaf/control-plane-simulator';
import type { AccountSpec, ControlPlane } from '@oaf/control-plane-simulator';
import { BackendProcess } from './__testUtils__/BackendProcess';
import { eventually } from './__testUtils__/eventually';
import { signIn } from './__testUtils__/signIn';
import type { SignedInPersona } from './__testUtils__/signIn';

jest.setTimeout(300_000);

const accountIds = ['111111111111', '222222222222', '333333333333'];
const regions = ['eu-west-1', 'eu-central-1'];
const SECRET = 'a-stage-variable-may-be-secret';

const document = (path: string) => ({
  openapi: '3.0.1',
  info: { title: 'Claims', version: '1' },
  paths: { [path]: { get: { responses: { 200: { description: 'Well' } } } } },
});

const account = (accountId: string): AccountSpec => ({
  accountId,
  regions,
  apis: Object.fromEntries(
    regions.map(region => [
      region,
      [
        {
          apiId: `rest${accountId[0]}`,
          name: 'Claims',
          protocol: 'REST' as const,
          tags: { owner: 'team-a', domain: 'claims' },
          stages: [{ name: 'prod', variables: { password: SECRET } }],
          document: document('/claims'),
        },
        {
          apiId: `http${accountId[0]}`,
          name: 'Quotes',
          protocol: 'HTTP' as const,
          stages: [{ name: 'live' }],
          document: document('/quotes'),
        },
      ],
    ]),
  ),
});

/** Linked AWS accounts on the real backend: link → import → catalog, and what changes afterwards. */
describe('the import of linked AWS accounts', () => {
  let directory: string;
  let plane: ControlPlane;
  let backend: BackendProcess;
  let administrator: SignedInPersona;
  const linkIds: string[] = [];

  const entities = async (): Promise<Entity[]> => {
    const response = await fetch(
      `${backend.url}/api/catalog/entities?filter=kind=api,metadata.annotations.amazonaws.com/arn`,
      { headers: { authorization: `Bearer ${administrator.token}` } },
    );
    return response.json();
  };
  const entityOf = async (accountId: string, region: string, apiId: string) =>
    (await entities()).find(({ metadata: { annotations } }) =>
      [accountId, region, apiId].every(part =>
        JSON.stringify(annotations).includes(part),
      ),
    );
  const statusOf = async (id: string, region: string) => {
    const path = { accountLinkId: id };
    const link = await administrator.api.getAccountLink({ path });
    return {
      state: link.state,
      status: link.regions.find(one => one.region === region)!,
    };
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'import-'));
    plane = await startControlPlane({
      accounts: accountIds.map(account),
      verifySignatures: true,
    });
    backend = await BackendProcess.create(join(directory, 'data'));
    await backend.start({
      APP_CONFIG_apiManagement_aws_endpoint: JSON.stringify(plane.url),
      APP_CONFIG_apiManagement_discovery_schedule: JSON.stringify({
        frequency: { seconds: 5 },
        timeout: { minutes: 1 },
      }),
      APP_CONFIG_aws_mainAccount_accessKeyId:
        defaultBaseCredentials.accessKeyId,
      APP_CONFIG_aws_mainAccount_secretAccessKey:
        defaultBaseCredentials.secretAccessKey,
    });
    administrator = await signIn(backend, 'ada');
  });

  afterAll(async () => {
    await backend.stop();
    await plane.close();
    await rm(directory, { recursive: true, force: true });
  });

  it.each(accountIds)('links account %s by its trust role', async accountId => {
    const { api } = administrator;
    const link = await api.createAccountLink({
      body: { driver: 'aws', partition: 'aws', accountId, alias: accountId },
    });
    const path = { accountLinkId: link.id };
    const setup = await api.getTrustSetup({ path, query: {} });
    plane.world.putRole(accountId, {
      name: setup.roleName,
      trustedPrincipals: [setup.principalArn],
      externalId: setup.externalId,
    });
    const { checks, availableRegions } = await api.verifyAccountLink({
      path,
      body: { roleArn: setup.roleArn },
    });
    expect(checks.map(({ outcome }) => outcome)).toEqual(
      checks.map(() => 'passed'),
    );
    expect(availableRegions.sort()).toEqual([...regions].sort());
    const { version } = await api.getAccountLink({ path });
    await api.updateAccountLink({
      path,
      query: { version },
      body: { regions },
    });
    linkIds.push(link.id);
  });

  it('brings their APIs into the catalog, each once and with its document', async () => {
    const found = await eventually(async () => {
      const list = await entities();
      return list.length === 12 && list;
    });
    expect(new Set(found.map(({ metadata }) => metadata.name)).size).toBe(12);
    expect(JSON.stringify(found)).not.toContain(SECRET);
    const claims = await entityOf(accountIds[0], 'eu-west-1', 'rest1');
    expect(claims).toMatchObject({
      metadata: {
        title: 'Claims',
        tags: ['domain:claims'],
        annotations: {
          'amazonaws.com/account-id': accountIds[0],
          'aws.amazon.com/region': 'eu-west-1',
          'backstage.io/view-url': expect.stringContaining('eu-west-1'),
        },
      },
      spec: { type: 'openapi', owner: 'group:default/team-a' },
    });
    expect(claims?.spec?.definition).toContain('/claims');
  });

  it('shows a change within one sweep, with what breaks', async () => {
    const [accountId] = accountIds;
    plane.world.changeApi(accountId, 'eu-west-1', 'rest1', {
      document: document('/cases'),
    });
    await eventually(async () => {
      const entity = await entityOf(accountId, 'eu-west-1', 'rest1');
      return String(entity?.spec?.definition).includes('/cases');
    });
    const { items } = await administrator.api.listGatewayApis({
      query: { breaking: true },
    });
    expect(items.map(({ apiId, region }) => [apiId, region])).toEqual([
      ['rest1', 'eu-west-1'],
    ]);
    const changes = await administrator.api.listDefinitionChanges({
      path: { gatewayApiId: items[0].id },
      query: {},
    });
    expect(changes.items[0].details).toEqual([
      expect.objectContaining({ breaking: true, path: 'GET /claims' }),
      expect.objectContaining({ breaking: false, path: 'GET /cases' }),
    ]);
  });

  it('takes a deleted API out, and does not find it when asked for it', async () => {
    const [, accountId] = accountIds;
    const { items } = await administrator.api.listGatewayApis({
      query: { accountLinkId: linkIds[1], region: 'eu-west-1' },
    });
    const { id } = items.find(({ apiId }) => apiId === 'http2')!;
    plane.world.removeApi(accountId, 'eu-west-1', 'http2');
    await expect(
      administrator.api.syncGatewayApi({ path: { gatewayApiId: id } }),
    ).rejects.toMatchObject({ statusCode: 404 });
    await eventually(
      async () => !(await entityOf(accountId, 'eu-west-1', 'http2')),
    );
    expect(await entityOf(accountId, 'eu-central-1', 'http2')).toBeDefined();
  });

  it('keeps what it knows of a region that breaks, and says why', async () => {
    const [, , accountId] = accountIds;
    const [, , linkId] = linkIds;
    const before = await entities();
    plane.world.setRegionFault(accountId, 'eu-central-1', 'access-denied');
    await eventually(
      async () => (await statusOf(linkId, 'eu-central-1')).status.error,
    );
    plane.world.changeApi(accountId, 'eu-west-1', 'rest3', {
      document: document('/cases'),
    });
    await eventually(async () => {
      const entity = await entityOf(accountId, 'eu-west-1', 'rest3');
      return String(entity?.spec?.definition).includes('/cases');
    });
    expect(await statusOf(linkId, 'eu-central-1')).toMatchObject({
      state: 'degraded',
      status: {
        fresh: false,
        apiCount: 2,
        error: expect.stringMatching(/eu-central-1/),
        syncedAt: expect.any(String),
      },
    });
    expect(await entities()).toHaveLength(before.length);

    plane.world.setRegionFault(accountId, 'eu-central-1', undefined);
    await administrator.api.syncAccountLink({
      path: { accountLinkId: linkId },
      query: { region: 'eu-central-1' },
    });
    await eventually(
      async () => (await statusOf(linkId, 'eu-central-1')).state === 'verified',
    );
  });

  it('takes an account out that is unlinked, and leaves the others', async () => {
    await administrator.api.unlinkAccount({
      path: { accountLinkId: linkIds[0] },
    });
    const left = await eventually(async () => {
      const list = await entities();
      return list.length === 7 && list;
    });
    expect(JSON.stringify(left)).not.toContain(accountIds[0]);
  });
});
