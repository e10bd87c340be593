import { parse } from 'yaml';
import type { DiscoveredApi } from '../gateway/GatewayDiscovery';
import {
  discoverAll,
  toSubject,
  type DriverSubject,
  type GatewayDriverFixture,
} from './driverSubject';
import { textOf } from './textOf';

function keyOf({ region, apiId, stage }: DiscoveredApi) {
  return [region, apiId, stage].join('/');
}

function describeListing(create: () => Promise<DriverSubject>) {
  it('names itself in its built-in accounts', async () => {
    const { driver } = await create();
    expect(driver.title).not.toBe('');
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
      // One that cannot be called says why.
      expect(api.invokeUrl ?? api.endpointNote).toMatch(/[^/]$/);
    }
  });

  it('lists one API alone as it lists it among all', async () => {
    const { region, api, ...subject } = await create();
    const stages = (await discoverAll(subject, region)).filter(
      ({ apiId }) => apiId === api.apiId,
    );
    await expect(
      discoverAll(subject, region, { apiId: api.apiId }),
    ).resolves.toEqual(stages);
  });

  it('lists nothing for an API that is not there', async () => {
    const { region, ...subject } = await create();
    await expect(
      discoverAll(subject, region, { apiId: 'nosuchapi0' }),
    ).resolves.toEqual([]);
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

  it('stops when it is aborted', async () => {
    const { region, ...subject } = await create();
    await expect(
      discoverAll(subject, region, { signal: AbortSignal.abort() }),
    ).rejects.toThrow();
  });
}

function describeExport(create: () => Promise<DriverSubject>) {
  it('exports a definition that can be parsed', async () => {
    const { discovery, account, api, signal } = await create();
    const definition = await discovery.exportDefinition(account, api, {
      signal,
    });
    const document = parse(textOf(definition));
    const version =
      definition!.format === 'asyncapi'
        ? document.asyncapi
        : document.openapi ?? document.swagger;
    expect(version).toMatch(/^[23]\./);
  });

  it('exports no upstream address', async () => {
    const { discovery, account, api, signal, upstreamAddresses } =
      await create();
    const definition = await discovery.exportDefinition(account, api, {
      signal,
    });
    expect(upstreamAddresses).not.toEqual([]);
    for (const address of upstreamAddresses) {
      expect(textOf(definition)).not.toContain(address);
    }
  });
}

/**
 * The contract of GatewayDiscovery. Call it at the top of a test file of the driver's package:
 *
 * ```ts
 * gatewayDiscoveryContract('LocalGatewayDriver', async () => ({ driver, upstreamAddresses }));
 * ```
 *
 * @param name - title of the suite
 * @param createFixture - called for each test
 *
 * @public
 */
export function gatewayDiscoveryContract(
  name: string,
  createFixture: () => Promise<GatewayDriverFixture>,
) {
  const create = async () => toSubject(await createFixture());
  describe(`${name} keeps the contract of GatewayDiscovery`, () => {
    describeListing(create);
    describeExport(create);
  });
}
