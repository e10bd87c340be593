import type {
  DiscoveredApi,
  GatewayDiscovery,
} from '../gateway/GatewayDiscovery';
import type { GatewayDriver } from '../gateway/GatewayDriver';
import type { LinkedAccount } from '../gateway/LinkedAccount';

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
};

/** What a suite works with. */
export type DriverSubject = Required<GatewayDriverFixture> & {
  discovery: GatewayDiscovery;
  region: string;
  signal: AbortSignal;
  api: DiscoveredApi;
};

export async function discoverAll(
  { discovery, account }: Pick<DriverSubject, 'discovery' | 'account'>,
  region: string,
  options: { signal?: AbortSignal; apiId?: string } = {},
): Promise<DiscoveredApi[]> {
  const { signal = new AbortController().signal, apiId } = options;
  const apis = [];
  for await (const api of discovery.discover(account, region, {
    signal,
    apiId,
  })) {
    apis.push(api);
  }
  return apis;
}

export async function toSubject<Fixture extends GatewayDriverFixture>(
  fixture: Fixture,
): Promise<Fixture & DriverSubject> {
  const account = fixture.account ?? fixture.driver.builtInAccounts()[0];
  const { discovery } = fixture.driver;
  const [region] = account.regions;
  const [api] = await discoverAll({ discovery, account }, region);
  const { signal } = new AbortController();
  return { ...fixture, discovery, account, region, api, signal };
}
