import type { Grant } from '@oaf/contract';
import { parse } from 'yaml';
import type {
  DiscoveredApi,
  GatewayDriver,
  LinkedAccount,
} from '../gateway/GatewayDriver';
import { exampleGrant } from './exampleGrant';

/**
 * A driver under test, over a gateway that holds at least one API and no grant.
 *
 * @public
 */
export type GatewayDriverFixture = {
  driver: GatewayDriver;
  /** Default: the first of the driver's built-in accounts. */
  account?: LinkedAccount;
  /** Texts that tell where the APIs really run, for example `http://10.0.0.7:8080`; at least one. */
  upstreamAddresses: string[];
  /** Revision of the grant that the gateway honours, read past the driver; undefined when it holds none. */
  heldRevision(
    grant: Pick<Grant, 'subscriptionId' | 'clientId'>,
  ): Promise<number | undefined>;
};

type Subject = Required<GatewayDriverFixture> & {
  region: string;
  signal: AbortSignal;
  api: DiscoveredApi;
};

async function discoverAll(
  { driver, account }: Pick<Subject, 'driver' | 'account'>,
  region: string,
  signal = new AbortController().signal,
): Promise<DiscoveredApi[]> {
  const apis = [];
  for await (const api of driver.discover(account, region, { signal })) {
    apis.push(api);
  }
  return apis;
}

async function toSubject(fixture: GatewayDriverFixture): Promise<Subject> {
  const account = fixture.account ?? fixture.driver.builtInAccounts()[0];
  const [region] = account.regions;
  const [api] = await discoverAll({ ...fixture, account }, region);
  const { signal } = new AbortController();
  return { ...fixture, account, region, api, signal };
}

function keyOf({ region, apiId, stage }: DiscoveredApi) {
  return [region, apiId, stage].join('/');
}

function describeDiscovery(create: () => Promise<Subject>) {
  it('names itself in its built-in accounts', async () => {
    const { driver } = await create();
    for (const account of driver.builtInAccounts()) {
      expect(account).toMatchObject({ driver: driver.type });
      expect(account.regions).not.toEqual([]);
    }
  });

  it('lists each API stage of a region once', async () => {
    const { region, ...subject } = await create();
    const apis = await discoverAll(subject, region);
    expect(apis).not.toEqual([]);
    expect(new Set(apis.map(keyOf)).size).toBe(apis.length);
    for (const api of apis) {
      expect(api).toMatchObject({ region, title: expect.stringMatching(/./) });
      expect(api.invokeUrl).not.toMatch(/\/$/);
    }
  });

  it('gives the same fingerprints while nothing changes', async () => {
    const { region, ...subject } = await create();
    const fingerprints = async () =>
      (await discoverAll(subject, region)).map(api => [
        keyOf(api),
        api.fingerprint,
      ]);
    expect(await fingerprints()).toEqual(await fingerprints());
  });

  it('throws when it cannot read the region', async () => {
    const subject = await create();
    await expect(discoverAll(subject, 'no-such-region')).rejects.toThrow();
  });

  it('stops discovery when it is aborted', async () => {
    const { region, ...subject } = await create();
    await expect(
      discoverAll(subject, region, AbortSignal.abort()),
    ).rejects.toThrow();
  });
}

function describeExport(create: () => Promise<Subject>) {
  it('exports a definition that can be parsed', async () => {
    const { driver, account, api, signal } = await create();
    const definition = await driver.exportDefinition(account, api, { signal });
    const document = parse(definition.text);
    const version =
      definition.format === 'asyncapi'
        ? document.asyncapi
        : document.openapi ?? document.swagger;
    expect(version).toMatch(/^[23]\./);
  });

  it('exports no upstream address', async () => {
    const { driver, account, api, signal, upstreamAddresses } = await create();
    const { text } = await driver.exportDefinition(account, api, { signal });
    expect(upstreamAddresses).not.toEqual([]);
    for (const address of upstreamAddresses) {
      expect(text).not.toContain(address);
    }
  });
}

function describeGrants(create: () => Promise<Subject>) {
  it('does not know a subscription before its grant', async () => {
    const { driver, account, api, heldRevision } = await create();
    const grant = exampleGrant(api, 1);
    await expect(
      driver.readGrantActivity(account, grant.subscriptionId),
    ).resolves.toBeUndefined();
    await expect(heldRevision(grant)).resolves.toBeUndefined();
  });

  it('applies a grant again as if it were the first time', async () => {
    const { driver, account, api, signal, heldRevision } = await create();
    const grant = exampleGrant(api, 1);
    await driver.applyGrant(account, grant, { signal });
    await driver.applyGrant(account, grant, { signal });
    await expect(heldRevision(grant)).resolves.toBe(1);
    await expect(
      driver.readGrantActivity(account, grant.subscriptionId),
    ).resolves.toEqual({ enrolledAt: null, clientKeys: [], apiKeys: [] });
  });

  it('applies concurrent grants and ends with the newest', async () => {
    const { driver, account, api, signal, heldRevision } = await create();
    const grants = [3, 1, 5, 2, 4].map(revision => exampleGrant(api, revision));
    await Promise.all(
      grants.map(grant => driver.applyGrant(account, grant, { signal })),
    );
    await expect(heldRevision(grants[0])).resolves.toBe(5);
  });

  it('ignores a grant that is older than the one it holds', async () => {
    const { driver, account, api, signal, heldRevision } = await create();
    await driver.applyGrant(account, exampleGrant(api, 2), { signal });
    await driver.applyGrant(account, exampleGrant(api, 1), { signal });
    await expect(heldRevision(exampleGrant(api, 1))).resolves.toBe(2);
  });

  it('removes a grant, again and also when it never knew it', async () => {
    const { driver, account, api, signal, heldRevision } = await create();
    const grant = exampleGrant(api, 1);
    const last = exampleGrant(api, 2);
    await driver.removeGrant(
      account,
      { ...grant, subscriptionId: 'unknown', clientId: 'sub_unknown' },
      { signal },
    );
    await driver.applyGrant(account, grant, { signal });
    await driver.removeGrant(account, last, { signal });
    await driver.removeGrant(account, last, { signal });
    await expect(heldRevision(grant)).resolves.toBeUndefined();
    await expect(
      driver.readGrantActivity(account, grant.subscriptionId),
    ).resolves.toBeUndefined();
  });
}

function describeClientKeys(create: () => Promise<Subject>) {
  it('answers that there was no such key', async () => {
    const { driver, account, api, signal } = await create();
    const grant = exampleGrant(api, 1);
    const { subscriptionId } = grant;
    const key = { subscriptionId, thumbprint: 'unknown' };
    await expect(
      driver.revokeClientKey(account, key, { signal }),
    ).resolves.toBe(false);
    await driver.applyGrant(account, grant, { signal });
    await expect(
      driver.revokeClientKey(account, key, { signal }),
    ).resolves.toBe(false);
  });
}

function describeAccess(create: () => Promise<Subject>) {
  it('tells where consumers enrol and get tokens', async () => {
    const { driver, account } = await create();
    const endpoints = driver.accessEndpoints(account);
    expect(endpoints.issuer).not.toMatch(/\/$/);
    for (const url of Object.values(endpoints)) {
      expect(new URL(url).protocol).toMatch(/^https?:$/);
    }
  });
}

/**
 * The contract of GatewayDriver. Call it at the top of a test file of the driver's package:
 *
 * ```ts
 * gatewayDriverContract('LocalGatewayDriver', async () => ({ driver, upstreamAddresses, heldRevision }));
 * ```
 *
 * @param name - title of the suite
 * @param createFixture - called for each test
 *
 * @public
 */
export function gatewayDriverContract(
  name: string,
  createFixture: () => Promise<GatewayDriverFixture>,
) {
  const create = async () => toSubject(await createFixture());
  describe(`${name} keeps the contract of GatewayDriver`, () => {
    describeDiscovery(create);
    describeExport(create);
    describeGrants(create);
    describeClientKeys(create);
    describeAccess(create);
  });
}
