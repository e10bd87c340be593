import { TestDatabases } from '@backstage/backend-test-utils';
import { migrated } from '../__testUtils__/migrated';
import { standStill } from '../__testUtils__/portal/standStill';
import { DatabaseDeploymentQueue } from './DatabaseDeploymentQueue';
import { DatabaseDeploymentStore } from './DatabaseDeploymentStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ disableDocker: true });
const LEASE_MS = 10_000;

describe.each(databases.eachSupportedId())('the queue on %s', databaseId => {
  let queue: DatabaseDeploymentQueue;
  const lease = () => queue.lease({ leaseMs: LEASE_MS, limit: 1 });
  const pass = (ms: number) => standStill(Date.now() + ms);

  beforeEach(async () => {
    standStill('2026-03-10T12:00:00.000Z');
    const knex = await migrated(databases, databaseId);
    queue = new DatabaseDeploymentQueue(knex);
    await new DatabaseDeploymentStore(knex).insert({
      id: 'deployment-1',
      action: 'deploy',
      accountLinkId: 'link-1',
      accountKey: 'fake:111122223333',
      region: 'east',
      stackName: 'oaf-gateway',
      template: 'gateway',
      templateHash: 'hash-1',
      parameters: {},
      sealedParameters: null,
      startedBy: 'user:default/ada',
    });
  });
  afterEach(() => jest.useRealTimers());

  it('leaves work with a replica that gives signs of life', async () => {
    const [work] = await lease();
    pass(LEASE_MS - 1);
    expect(await queue.renew(work, LEASE_MS)).toBe(true);
    pass(LEASE_MS - 1);
    expect(await lease()).toEqual([]);
  });

  it('gives the work of a silent one to the next that asks, once', async () => {
    const [work] = await lease();
    pass(LEASE_MS);
    const asked = await Promise.all([lease(), lease(), lease()]);
    expect(asked.flat()).toHaveLength(1);
    expect(await queue.renew(work, LEASE_MS)).toBe(false);
    await expect(
      queue.record(work, { state: 'uploading' }, LEASE_MS),
    ).rejects.toThrow('Somebody else works on deployment deployment-1 by now');
  });

  it('gives work that was put down to the next at once', async () => {
    const [work] = await lease();
    await queue.release(work);
    expect(await lease()).toHaveLength(1);
  });

  it('does not take the work of another one away by putting it down', async () => {
    const [late] = await lease();
    pass(LEASE_MS);
    await lease();
    await queue.release(late);
    expect(await lease()).toEqual([]);
  });
});
