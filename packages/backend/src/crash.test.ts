import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { codeSamples } from '@oaf/backstage-plugin-api-management-common';
import { BackendProcess } from './__testUtils__/BackendProcess';
import { eventually } from './__testUtils__/eventually';
import { runSample } from './__testUtils__/runSample';
import { signIn } from './__testUtils__/signIn';
import {
  importedApi,
  publishProduct,
  requestSubscription,
  revealSecret,
  whenActive,
} from './__testUtils__/story';

jest.setTimeout(600_000);

/** So that the tests do not wait for a lease to end, nor for calls to be counted. */
const IMPATIENT = `
apiManagement:
  lease: 2s
  usage:
    schedule: { frequency: { seconds: 1 }, timeout: { minutes: 1 } }
`;

/** Milliseconds between an approval and the kill, which is the same for all; spread over what provisioning takes. */
const killDelays = [0, 5, 15, 30, 60, 120];

/**
 * Kills the backend (SIGKILL) at many points of the line and starts it again on the same data: nothing may be lost
 * and nothing may happen twice.
 */
describe('a crash', () => {
  let directory: string;
  let backend: BackendProcess;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'crash-'));
    const impatient = join(directory, 'impatient.yaml');
    await writeFile(impatient, IMPATIENT);
    backend = await BackendProcess.create(join(directory, 'data'), [impatient]);
    await backend.start();
  });

  afterAll(async () => {
    await backend.stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function restart() {
    await backend.stop('SIGKILL');
    await backend.start();
    return {
      manager: await signIn(backend, 'max'),
      developer: await signIn(backend, 'bea'),
    };
  }

  it('loses no import, product, application or request', async () => {
    const manager = await signIn(backend, 'max');
    const developer = await signIn(backend, 'bea');
    const gatewayApi = await importedApi(manager.api, /accounts/i);
    const product = await publishProduct(manager.api, gatewayApi);
    const requested = await requestSubscription(developer.api, product);
    const after = await restart();
    expect(
      await after.manager.api.getProduct({ path: { productId: product.id } }),
    ).toEqual(
      await manager.api.getProduct({ path: { productId: product.id } }),
    );
    const apis = await after.manager.api.listGatewayApis({ query: {} });
    expect(apis.totalItems).toBe(3);
    const subscription = await after.developer.api.getSubscription({
      path: { subscriptionId: requested.id },
    });
    expect(subscription).toEqual(requested);
  });

  describe('in the middle of approvals', () => {
    const requested = new Map<number, { subscriptionId: string }>();
    let after: Awaited<ReturnType<typeof restart>>;

    beforeAll(async () => {
      const manager = await signIn(backend, 'max');
      const developer = await signIn(backend, 'bea');
      const { items } = await manager.api.listProducts({
        query: { owned: true },
      });
      for (const delay of killDelays) {
        const { id } = await requestSubscription(
          developer.api,
          items[0],
          `Crash after ${delay} ms`,
        );
        requested.set(delay, { subscriptionId: id });
      }
      const kill = Date.now() + Math.max(...killDelays);
      const approvals = killDelays.map(async delay => {
        await wait(kill - delay - Date.now());
        await manager.api
          .transitionSubscription({
            path: requested.get(delay)!,
            body: { action: 'approve' },
          })
          .catch(() => undefined);
      });
      await wait(kill - Date.now());
      after = await restart();
      await Promise.all(approvals);
    });

    it.each(killDelays)('%i ms after one makes no second key', async delay => {
      const path = requested.get(delay)!;
      // The kill may have come before the approval was recorded; then it is still to be given.
      const found = await after.developer.api.getSubscription({ path });
      if (found.state === 'requested') {
        await after.manager.api.transitionSubscription({
          path,
          body: { action: 'approve' },
        });
      }
      await whenActive(after.developer.api, path.subscriptionId);
      const credentials = await after.developer.api.listCredentials({ path });
      expect(credentials.items.map(({ type }) => type).sort()).toEqual([
        'api-key',
        'initial-access-token',
      ]);
      const events = await after.developer.api.listSubscriptionEvents({
        path,
      });
      expect(events.items.map(({ type }) => type)).toEqual([
        'requested',
        'approved',
        'provisioning',
        'active',
      ]);
    });
  });

  it('keeps enrolled keys, counts each logged call once and bills it once', async () => {
    const developer = await signIn(backend, 'bea');
    const { items } = await developer.api.listSubscriptions({
      query: { side: 'consumer' },
    });
    const { id } = items.find(({ state }) => state === 'active')!;
    const path = { subscriptionId: id };
    const [connection] = (await developer.api.listConnections({ path })).items;
    const apiKey = await revealSecret(developer.api, id, 'api-key');
    const temporaryPassword = await revealSecret(
      developer.api,
      id,
      'initial-access-token',
    );
    const [sample] = codeSamples;
    await runSample(directory, sample, connection, {
      apiKey,
      temporaryPassword,
    });
    const counted = async ({ api }: typeof developer) => {
      const usage = await api.getUsage({ query: { subscriptionId: id } });
      return usage.totals.calls;
    };
    await eventually(async () => (await counted(developer)) === 1);

    const after = await restart();
    expect(await runSample(directory, sample, connection, { apiKey })).toMatch(
      /\b200\b/,
    );
    await eventually(async () => (await counted(after.developer)) === 2);
    const bills = await after.developer.api.listBills({
      query: { subscriptionId: id },
    });
    expect(bills.items[0].lines[1]).toMatchObject({ quantity: '2' });
  });
});
