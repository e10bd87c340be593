import type { Grant } from '@oaf/contract';
import type { AccessGateway } from '../gateway/AccessGateway';
import type { ApiKeyValues, GatewayAccess } from '../gateway/GatewayAccess';
import {
  toSubject,
  type DriverSubject,
  type GatewayDriverFixture,
} from './driverSubject';
import { EXAMPLE_API_KEY, exampleGrant } from './exampleGrant';

/**
 * A driver with {@link GatewayAccess} under test.
 *
 * @public
 */
export type GatewayAccessFixture = GatewayDriverFixture & {
  /** Default: the one that the driver itself runs in its first account. */
  gateway?: AccessGateway;
  /** Revision of the grant that the gateway honours, read past the driver; undefined when it holds none. */
  heldRevision(
    grant: Pick<Grant, 'subscriptionId' | 'clientId'>,
  ): Promise<number | undefined>;
};

type Subject = DriverSubject &
  Required<GatewayAccessFixture> & {
    access: GatewayAccess;
    granting: { signal: AbortSignal; apiKeyValues: ApiKeyValues };
  };

async function toAccessSubject(
  fixture: GatewayAccessFixture,
): Promise<Subject> {
  const subject = await toSubject(fixture);
  const { account, region, signal } = subject;
  const installation = 'contract';
  return {
    gateway: {
      id: '',
      account,
      region,
      installation,
      outputs: {},
      findAccount: async () => undefined,
      parameters: {},
    },
    ...subject,
    access: fixture.driver.access!,
    granting: { signal, apiKeyValues: async () => EXAMPLE_API_KEY },
  };
}

const requestFor = ({ subscriptionId }: Pick<Grant, 'subscriptionId'>) => ({
  subscriptionId,
  credentialIds: [],
});

const nothingSeen = { enrolments: [], clientKeys: [], apiKeys: [] };

function describeGrants(create: () => Promise<Subject>) {
  it('does not know a subscription before its grant', async () => {
    const { access, gateway, api, heldRevision } = await create();
    const grant = exampleGrant(api, 1);
    await expect(
      access.readGrantActivity(gateway, requestFor(grant)),
    ).resolves.toBeUndefined();
    await expect(heldRevision(grant)).resolves.toBeUndefined();
  });

  it('applies a grant again as if it were the first time', async () => {
    const { access, gateway, api, heldRevision, granting } = await create();
    const grant = exampleGrant(api, 1);
    await access.applyGrant(gateway, grant, granting);
    await access.applyGrant(gateway, grant, granting);
    await expect(heldRevision(grant)).resolves.toBe(1);
    await expect(
      access.readGrantActivity(gateway, requestFor(grant)),
    ).resolves.toEqual(nothingSeen);
  });

  it('applies concurrent grants and ends with the newest', async () => {
    const { access, gateway, api, heldRevision, granting } = await create();
    const grants = [3, 1, 5, 2, 4].map(revision => exampleGrant(api, revision));
    await Promise.all(
      grants.map(grant => access.applyGrant(gateway, grant, granting)),
    );
    await expect(heldRevision(grants[0])).resolves.toBe(5);
  });

  it('ignores a grant that is older than the one it holds', async () => {
    const { access, gateway, api, heldRevision, granting } = await create();
    await access.applyGrant(gateway, exampleGrant(api, 2), granting);
    await access.applyGrant(gateway, exampleGrant(api, 1), granting);
    await expect(heldRevision(exampleGrant(api, 1))).resolves.toBe(2);
  });

  it('removes a grant, again and also when it never knew it', async () => {
    const { access, gateway, api, heldRevision, signal, granting } =
      await create();
    const grant = exampleGrant(api, 1);
    const last = exampleGrant(api, 2);
    await access.removeGrant(
      gateway,
      { ...grant, subscriptionId: 'unknown', clientId: 'sub_unknown' },
      { signal },
    );
    await access.applyGrant(gateway, grant, granting);
    await access.removeGrant(gateway, last, { signal });
    await access.removeGrant(gateway, last, { signal });
    await expect(heldRevision(grant)).resolves.toBeUndefined();
    await expect(
      access.readGrantActivity(gateway, requestFor(grant)),
    ).resolves.toEqual(nothingSeen);
  });
}

function describeClientKeys(create: () => Promise<Subject>) {
  it('answers that there was no such key', async () => {
    const { access, gateway, api, signal, granting } = await create();
    const grant = exampleGrant(api, 1);
    const { subscriptionId } = grant;
    const key = { subscriptionId, thumbprint: 'unknown' };
    await expect(
      access.revokeClientKey(gateway, key, { signal }),
    ).resolves.toBe(false);
    await access.applyGrant(gateway, grant, granting);
    await expect(
      access.revokeClientKey(gateway, key, { signal }),
    ).resolves.toBe(false);
  });
}

function describeAccess(create: () => Promise<Subject>) {
  it('tells where consumers enrol and get tokens', async () => {
    const { access, gateway } = await create();
    const endpoints = access.accessEndpoints(gateway);
    expect(endpoints.issuer).not.toMatch(/\/$/);
    for (const url of Object.values(endpoints)) {
      expect(new URL(url).protocol).toMatch(/^https?:$/);
    }
  });
}

/**
 * The contract of GatewayAccess, see {@link gatewayDiscoveryContract}.
 *
 * @param name - title of the suite
 * @param createFixture - called for each test
 *
 * @public
 */
export function gatewayAccessContract(
  name: string,
  createFixture: () => Promise<GatewayAccessFixture>,
) {
  const create = async () => toAccessSubject(await createFixture());
  describe(`${name} keeps the contract of GatewayAccess`, () => {
    describeGrants(create);
    describeClientKeys(create);
    describeAccess(create);
  });
}
