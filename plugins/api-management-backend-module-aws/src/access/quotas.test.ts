import { createHash } from 'node:crypto';
import { exampleGrant } from '@oaf/access/testUtils';
import { whichEmulators } from '@oaf/aws-emulator';
import type {
  LimitedResource,
  ResourceCapacity,
} from '@oaf/backstage-plugin-api-management-node';
import type { Grant } from '@oaf/contract';
import { EmulatedGateway } from '../__testUtils__/EmulatedGateway';

const { leftOut } = whichEmulators();
const describeMiniStack = leftOut ? describe.skip : describe;

// The first start installs the emulator.
jest.setTimeout(300_000);

const { signal } = new AbortController();
const valueOf = (id: string) =>
  `oaf_test_${createHash('sha256').update(id).digest('hex')}`;

/** As the portal's tables keep it. */
class Counts implements ResourceCapacity {
  readonly used: Record<LimitedResource, number> = {
    'api-keys': 0,
    'usage-plans': 0,
  };
  readonly quotas: number[] = [];

  async take({ resource }: { resource: LimitedResource }, quota: number) {
    this.quotas.push(quota);
    const isRoom = this.used[resource] < quota;
    this.used[resource] += isRoom ? 1 : 0;
    return isRoom;
  }

  async give({ resource }: { resource: LimitedResource }) {
    this.used[resource] -= 1;
  }
}

describeMiniStack(
  `quotas of keys and plans on MiniStack ${leftOut ?? ''}`,
  () => {
    let world: EmulatedGateway;
    let counts: Counts;

    beforeAll(async () => {
      world = await EmulatedGateway.start();
    });

    afterAll(() => world?.stop());

    beforeEach(async () => {
      await world.clear();
      world.proxy.fault = undefined;
      world.proxy.calls.length = 0;
      counts = new Counts();
    });

    const grantOf = (id: string, overrides: Partial<Grant> = {}): Grant =>
      exampleGrant('https://door.example.com', {
        subscriptionId: id,
        clientId: `sub_${id}`,
        enrolment: null,
        apiKeys: [
          {
            credentialId: `key-${id}`,
            hash: createHash('sha256')
              .update(valueOf(`key-${id}`))
              .digest('base64url'),
            expiresAt: null,
          },
        ],
        ...overrides,
      });
    const apply = (grant: Grant) =>
      world.driver.access!.applyGrant(world.gateway, grant, {
        signal,
        apiKeyValues: async id => valueOf(id),
        capacity: counts,
      });
    const made = async () => {
      const { keys, plans } = await world.made();
      return [keys.length, plans.length];
    };
    const asked = () =>
      world.proxy.calls
        .map(({ name }) => name)
        .filter(name => name.startsWith('POST '));

    it('counts what is made once, and what is deleted', async () => {
      const grant = grantOf('one');
      await apply(grant);
      await apply(grant);
      expect(counts.used).toEqual({ 'api-keys': 1, 'usage-plans': 1 });
      expect(counts.quotas).toEqual([10_000, 300]);
      await apply(grantOf('two'));
      expect(counts.used).toEqual({ 'api-keys': 2, 'usage-plans': 1 });
      for (const one of [grant, grantOf('two')]) {
        await world.driver.access!.removeGrant(
          world.gateway,
          { ...one, revision: 2 },
          { signal, capacity: counts },
        );
      }
      expect(counts.used).toEqual({ 'api-keys': 0, 'usage-plans': 0 });
      expect(await made()).toEqual([0, 0]);
    });

    it('asks for no key beyond the quota, and goes on when there is room', async () => {
      counts.used['api-keys'] = 10_000;
      await expect(apply(grantOf('one'))).rejects.toMatchObject({
        reason: 'quota-exceeded',
        message: expect.stringMatching(
          /MiniStack\) has as many API keys in eu-central-1 as it may have, 10,000, .*End subscriptions/,
        ),
      });
      expect(asked()).toEqual([]);
      expect(counts.used).toEqual({ 'api-keys': 10_000, 'usage-plans': 0 });
      counts.used['api-keys'] = 9_999;
      await apply(grantOf('one'));
      expect(await made()).toEqual([1, 1]);
      expect(counts.used['api-keys']).toBe(10_000);
    });

    it('asks for no plan beyond the quota, and keeps no room for its key', async () => {
      counts.used['usage-plans'] = 300;
      await expect(apply(grantOf('one'))).rejects.toThrow(
        /as many usage plans .* 300, .*Service Quotas/,
      );
      expect(asked()).toEqual([]);
      expect(counts.used).toEqual({ 'api-keys': 0, 'usage-plans': 300 });
    });

    it('takes back what it counted when API Gateway refuses', async () => {
      world.proxy.fault = ({ name }) =>
        name === 'POST /usageplans'
          ? {
              instead: {
                status: 400,
                body: JSON.stringify({
                  __type: 'LimitExceededException',
                  message: 'Maximum number of usage plans reached',
                }),
              },
              after: false,
            }
          : undefined;
      await expect(apply(grantOf('one'))).rejects.toMatchObject({
        reason: 'quota-exceeded',
      });
      expect(counts.used).toEqual({ 'api-keys': 0, 'usage-plans': 0 });
    });
  },
);
