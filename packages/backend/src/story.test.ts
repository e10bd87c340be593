import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeSamples } from '@oaf/backstage-plugin-api-management-common';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { BackendProcess } from './__testUtils__/BackendProcess';
import { eventually } from './__testUtils__/eventually';
import { openConsumer } from './__testUtils__/openConsumer';
import { runSample } from './__testUtils__/runSample';
import { signIn } from './__testUtils__/signIn';
import type { SignedInPersona } from './__testUtils__/signIn';
import {
  importedApi,
  publishProduct,
  requestSubscription,
  revealSecret,
  whenActive,
} from './__testUtils__/story';

jest.setTimeout(300_000);

/**
 * The whole story on the real backend: link → import → publish → subscribe → approve → provision → enrol and call →
 * meter → bill. People come in through the development identity provider, programs through the code samples.
 */
// The other languages run beside their samples; here a machine needs no more than the product does.
const samples = codeSamples.filter(({ id }) => id === 'node' || id === 'curl');

describe('the story', () => {
  let directory: string;
  let backend: BackendProcess;
  let manager: SignedInPersona;
  let developer: SignedInPersona;
  let product: ApiProduct;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'story-'));
    backend = await BackendProcess.create(join(directory, 'data'));
    await backend.start();
    manager = await signIn(backend, 'max');
    developer = await signIn(backend, 'bea');
  });

  afterAll(async () => {
    await backend.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('links the embedded gateway by itself', async () => {
    const { items } = await manager.api.listAccountLinks({ query: {} });
    expect(items).toEqual([
      expect.objectContaining({
        driver: 'local',
        accountId: 'embedded',
        state: 'verified',
      }),
    ]);
  });

  it('imports its APIs into the catalog, with definitions that name no backend', async () => {
    const api = await importedApi(manager.api, /accounts/i);
    const entity = await eventually(async () => {
      const response = await fetch(
        `${backend.url}/api/catalog/entities/by-name/api/default/${api.name}`,
        { headers: { authorization: `Bearer ${developer.token}` } },
      );
      return response.ok && response.json();
    });
    expect(entity).toMatchObject({
      kind: 'API',
      metadata: { title: api.title },
      spec: { type: 'openapi', owner: 'group:default/team-a' },
    });
    expect(entity.spec.definition).toContain(api.invokeUrl);
    expect(entity.spec.definition).not.toContain('7009');
  });

  it('publishes a product that a developer of another team finds', async () => {
    product = await publishProduct(
      manager.api,
      await importedApi(manager.api, /accounts/i),
    );
    const offered = await developer.api.listProducts({
      query: { search: 'partners' },
    });
    expect(offered.items).toEqual([
      expect.objectContaining({
        id: product.id,
        state: 'published',
        actions: [],
      }),
    ]);
  });

  it.each(samples)(
    'lets an approved application call with the $title sample',
    async sample => {
      const folder = join(directory, sample.id);
      await mkdir(folder);
      const { api } = developer;
      const requested = await requestSubscription(
        api,
        product,
        `Loan radar in ${sample.title}`,
      );
      expect(requested).toMatchObject({
        state: 'requested',
        actions: ['withdraw'],
      });
      await expect(
        api.transitionSubscription({
          path: { subscriptionId: requested.id },
          body: { action: 'approve' },
        }),
      ).rejects.toMatchObject({ statusCode: 403 });

      await manager.api.transitionSubscription({
        path: { subscriptionId: requested.id },
        body: { action: 'approve', reason: 'Known partner' },
      });
      await whenActive(api, requested.id);

      const path = { subscriptionId: requested.id };
      const [connection] = (await api.listConnections({ path })).items;
      const apiKey = await revealSecret(api, requested.id, 'api-key');
      const temporaryPassword = await revealSecret(
        api,
        requested.id,
        'initial-access-token',
      );
      const first = await runSample(folder, sample, connection, {
        apiKey,
        temporaryPassword,
      });
      expect(first).toMatch(/\b200\b/);
      expect(first).toContain('iban');
      const second = await runSample(folder, sample, connection, { apiKey });
      expect(second).toMatch(/\b200\b/);

      for (const { api: side } of [developer, manager]) {
        await eventually(async () => {
          const usage = await side.getUsage({
            query: { subscriptionId: requested.id },
          });
          return usage.totals.billableCalls === 2;
        });
      }
      const bills = await api.listBills({
        query: { side: 'consumer', subscriptionId: requested.id },
      });
      expect(bills.items).toEqual([
        expect.objectContaining({
          state: 'open',
          currency: 'EUR',
          total: '20.50',
          lines: [
            expect.objectContaining({ type: 'flat', amount: '20.00' }),
            expect.objectContaining({
              type: 'per-unit',
              quantity: '2',
              amount: '0.50',
            }),
          ],
        }),
      ]);
      const events = await api.listSubscriptionEvents({ path });
      expect(events.items.map(({ type }) => type)).toContain(
        'client-key-enrolled',
      );
      expect(events.items).toContainEqual(
        expect.objectContaining({
          type: 'approved',
          actor: 'user:default/max',
          reason: 'Known partner',
        }),
      );
    },
  );

  it('counted the calls from files', async () => {
    const days = await readdir(join(directory, 'data/gateway/access-log'));
    expect(days).toContainEqual(expect.stringMatching(/^day=/));
  });

  it('told the deciders of the requests, and who asked of decision and credentials', async () => {
    const told = async ({ token }: SignedInPersona) => {
      const response = await fetch(
        `${backend.url}/api/notifications/notifications`,
        { headers: { authorization: `Bearer ${token}` } },
      );
      const { notifications } = await response.json();
      return notifications.map(({ payload }: any) => payload);
    };
    const title = `${product.title} for Loan radar in ${samples[0].title}`;
    expect(await told(manager)).toContainEqual(
      expect.objectContaining({
        title: `Loan radar in ${samples[0].title} asks for ${product.title}`,
        link: expect.stringMatching(/^\/api-management\/subscriptions\//),
      }),
    );
    const own = await told(developer);
    expect(own).toContainEqual(
      expect.objectContaining({
        title: `Approved: ${title}`,
        description: 'Known partner',
        link: expect.stringMatching(/^\/apis\/subscriptions\//),
      }),
    );
    expect(own).toContainEqual(
      expect.objectContaining({ title: `Credentials are ready: ${title}` }),
    );
  });

  it('gives no further token to a client key that was revoked', async () => {
    const { api } = developer;
    const { items } = await api.listSubscriptions({
      query: { side: 'consumer' },
    });
    const path = { subscriptionId: items[0].id };
    const credentials = await api.listCredentials({ path });
    const key = credentials.items.find(({ type }) => type === 'client-key')!;
    expect(key.state).toBe('active');
    await api.revokeCredential({
      path: { ...path, credentialId: key.id },
      body: {},
    });
    const left = await api.listCredentials({ path });
    const keys = left.items.filter(({ type }) => type === 'client-key');
    expect(keys).toEqual([
      expect.objectContaining({
        prefix: key.prefix,
        state: 'revoked',
        revokedAt: expect.any(String),
        lastUsedAt: key.lastUsedAt,
      }),
    ]);

    const sample = samples.find(({ title }) =>
      items[0].application.title.endsWith(title),
    )!;
    const [connection] = (await api.listConnections({ path })).items;
    await expect(
      runSample(join(directory, sample.id), sample, connection, {
        apiKey: 'any',
      }),
    ).rejects.toThrow('invalid_client');
  });

  it('lets an approved application call with the consumer command line', async () => {
    const { api } = developer;
    const { id } = await requestSubscription(api, product, 'Command line');
    await manager.api.transitionSubscription({
      path: { subscriptionId: id },
      body: { action: 'approve' },
    });
    await whenActive(api, id);
    const [{ issuer, resources }] = (
      await api.listConnections({ path: { subscriptionId: id } })
    ).items;
    const [{ url, examplePath }] = resources;
    const run = openConsumer(join(directory, 'consumer'), {
      apiKey: await revealSecret(api, id, 'api-key'),
      temporaryPassword: await revealSecret(api, id, 'initial-access-token'),
    });
    await run('enrol', '--issuer', issuer);
    expect(await run('call', `${url}${examplePath}`)).toContain('iban');
    await run('rotate-key');
    expect(await run('call', `${url}${examplePath}`)).toContain('iban');
  });

  it('hides subscriptions from a developer of a third team', async () => {
    const other = await signIn(backend, 'carl');
    const mine = await developer.api.listSubscriptions({ query: {} });
    expect(mine.totalItems).toBe(samples.length + 1);
    const seen = await other.api.listSubscriptions({ query: {} });
    expect(seen.totalItems).toBe(0);
    await expect(
      other.api.getSubscription({ path: { subscriptionId: mine.items[0].id } }),
    ).rejects.toMatchObject({ statusCode: 404 });
  });

  it('keeps secrets out of the log', () => {
    expect(backend.log).toContain('credential-revealed');
    expect(backend.log).not.toMatch(/oaf_(key|iat)_[0-9A-Za-z]{20}/);
  });
});
