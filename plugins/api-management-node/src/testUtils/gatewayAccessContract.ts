import type { Grant } from '@oaf/contract';
import type { GatewayAccess } from '../gateway/GatewayAccess';
import {
  toSubject,
  type DriverSubject,
  type GatewayDriverFixture,
} from './driverSubject';
import { exampleGrant } from './exampleGrant';

/**
 * A driver with {@link GatewayAccess} under test.
 *
 * @public
 */
export type GatewayAccessFixture = GatewayDriverFixture & {
  /** Revision of the grant that the gateway honours, read past the driver; undefined when it holds none. */
  heldRevision(
    grant: Pick<Grant, 'subscriptionId' | 'clientId'>,
  ): Promise<number | undefined>;
};

type Subject = DriverSubject & GatewayAccessFixture & { access: GatewayAccess };

async function toAccessSubject(fixture: GatewayAccessFixture) {
  return { ...(await toSubject(fixture)), access: fixture.driver.access! };
}

const requestFor = ({ subscriptionId }: Pick<Grant, 'subscriptionId'>) => ({
  subscriptionId,
  credentialIds: [],
});

const nothingSeen = { enrolments: [], clientKeys: [], apiKeys: [] };

function describeGrants(create: () => Promise<Subject>) {
  it('does not know a subscription before its grant', async () => {
    const { access, account, api, heldRevision } = await create();
    const grant = exampleGrant(api, 1);
    await expect(
      access.readGrantActivity(account, requestFor(grant)),
    ).resolves.toBeUndefined();
    await expect(heldRevision(grant)).resolves.toBeUndefined();
  });

  it('applies a grant again as if it were the first time', async () => {
    const { access, account, api, signal, heldRevision } = await create();
    const grant = exampleGrant(api, 1);
    await access.applyGrant(account, grant, { signal });
    await access.applyGrant(account, grant, { signal });
    await expect(heldRevision(grant)).resolves.toBe(1);
    await expect(
      access.readGrantActivity(account, requestFor(grant)),
    ).resolves.toEqual(nothingSeen);
  });

  it('applies concurrent grants and ends with the newest', async () => {
    const { access, account, api, signal, heldRevision } = await create();
    const grants = [3, 1, 5, 2, 4].map(revision => exampleGrant(api, revision));
    await Promise.all(
      grants.map(grant => access.applyGrant(account, grant, { signal })),
    );
    await expect(heldRevision(grants[0])).resolves.toBe(5);
  });

  it('ignores a grant that is older than the one it holds', async () => {
    const { access, account, api, signal, heldRevision } = await create();
    await access.applyGrant(account, exampleGrant(api, 2), { signal });
    await access.applyGrant(account, exampleGrant(api, 1), { signal });
    await expect(heldRevision(exampleGrant(api, 1))).resolves.toBe(2);
  });

  it('removes a grant, again and also when it never knew it', async () => {
    const { access, account, api, signal, heldRevision } = await create();
    const grant = exampleGrant(api, 1);
    const last = exampleGrant(api, 2);
    await access.removeGrant(
      account,
      { ...grant, subscriptionId: 'unknown', clientId: 'sub_unknown' },
      { signal },
    );
    await access.applyGrant(account, grant, { signal });
    await access.removeGrant(account, last, { signal });
    await access.removeGrant(account, last, { signal });
    await expect(heldRevision(grant)).resolves.toBeUndefined();
    await expect(
      access.readGrantActivity(account, requestFor(grant)),
    ).resolves.toEqual(nothingSeen);
  });
}

function describeClientKeys(create: () => Promise<Subject>) {
  it('answers that there was no such key', async () => {
    const { access, account, api, signal } = await create();
    const grant = exampleGrant(api, 1);
    const { subscriptionId } = grant;
    const key = { subscriptionId, thumbprint: 'unknown' };
    await expect(
      access.revokeClientKey(account, key, { signal }),
    ).resolves.toBe(false);
    await access.applyGrant(account, grant, { signal });
    await expect(
      access.revokeClientKey(account, key, { signal }),
    ).resolves.toBe(false);
  });
}

function describeAccess(create: () => Promise<Subject>) {
  it('tells where consumers enrol and get tokens', async () => {
    const { access, account } = await create();
    const endpoints = access.accessEndpoints(account);
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
