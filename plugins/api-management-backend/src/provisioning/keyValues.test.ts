import type { GatewayAccess } from '@oaf/backstage-plugin-api-management-node';
import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal();

type ApplyOptions = Parameters<GatewayAccess['applyGrant']>[2];

/** Active at a gateway that asks for the values of all keys, and is away from now on. */
async function away() {
  const product = await portal.publish('max');
  const { id } = await portal.activate('bea', 'max', product);
  const path = `/subscriptions/${id}/credentials`;
  const told = new Map<string, string | undefined>();
  jest
    .spyOn(portal.gateway, 'applyGrant')
    .mockImplementation(async (...[, grant, options]: unknown[]) => {
      const { apiKeys } = grant as { apiKeys: { credentialId: string }[] };
      for (const { credentialId } of apiKeys) {
        const { apiKeyValues } = options as ApplyOptions;
        told.set(credentialId, await apiKeyValues(credentialId));
      }
    });
  const isAway = jest
    .spyOn(portal.gateway, 'applyGrant')
    .mockRejectedValueOnce(new Error('Away'));
  const bea = portal.as('bea');
  const issue = async () => (await bea.post(path, { type: 'api-key' })).body;
  const reveal = (key: { id: string }) => bea.post(`${path}/${key.id}/reveal`);
  const comeBack = async () => {
    portal.at('2026-03-10T12:10:00.000Z');
    await portal.provision();
  };
  const isKept = async (key: { id: string }) => {
    const row = await portal.knex('credentials').where({ id: key.id }).first();
    return row.sealed_secret !== null;
  };
  const [first] = (await bea.get(path)).body.items.filter(
    ({ type }: { type: string }) => type === 'api-key',
  );
  return { first, told, isAway, issue, reveal, comeBack, isKept };
}

describe('the value of an API key', () => {
  afterEach(() => jest.restoreAllMocks());

  it('that was shown while the gateway was away is the one that the gateway gets', async () => {
    const { told, issue, reveal, comeBack, isKept } = await away();
    const key = await issue();
    const { secret } = (await reveal(key)).body;
    expect(await reveal(key)).toMatchObject({ status: 409 });
    await portal.provision();
    expect(await isKept(key)).toBe(true);
    await comeBack();
    expect(told.get(key.id)).toBe(secret);
    expect(await isKept(key)).toBe(false);
  });

  it('that was replaced while the gateway was away is known to it, and to nobody else', async () => {
    const { told, issue, reveal, comeBack, isKept } = await away();
    const former = await issue();
    await portal.provision();
    await issue();
    expect(await reveal(former)).toMatchObject({ status: 409 });
    await comeBack();
    expect(told.get(former.id)).toMatch(/^oaf_/);
    expect(await isKept(former)).toBe(false);
  });

  it('is destroyed at once when every gateway has it', async () => {
    const { first, reveal, isKept } = await away();
    await reveal(first);
    expect(await isKept(first)).toBe(false);
  });
});
