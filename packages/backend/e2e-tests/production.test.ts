import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { signIn } from '../src/__testUtils__/signIn';
import {
  importedApi,
  publishProduct,
  requestSubscription,
  whenActive,
} from '../src/__testUtils__/story';
import { Consumer } from './Consumer';
import { readEncryption } from './databaseServer';
import type { DatabaseClient } from './databaseServer';
import { explainedMetrics, metricsOf, namesAt, readQueries } from './metrics';
import {
  gatewayUrl,
  installed,
  metricsUrl,
  settings,
  workDirectory,
} from './environment';
import { ProductionBackend } from './ProductionBackend';

const run = promisify(execFile);
const engines: [string, DatabaseClient][] = [
  ['MariaDB', 'mysql2'],
  ['PostgreSQL', 'pg'],
];

/** As the image does. */
function checkHealth() {
  return run(process.execPath, ['checkHealth.mjs'], {
    cwd: installed,
    env: { ...process.env, ...settings },
  });
}

for (const [title, client] of engines) {
  test.describe(`the product, installed for production on ${title}`, () => {
    test.describe.configure({ mode: 'serial' });
    let backend: ProductionBackend;
    let consumer: Consumer;

    test.beforeAll(async () => {
      backend = await ProductionBackend.create(client);
    });

    test.afterAll(async () => {
      await backend.stop('SIGKILL');
      await writeFile(join(workDirectory, `${client}.log`), backend.log);
    });

    test('refuses a server that another authority vouches for', async () => {
      const elsewhere = join(__dirname, '__fixtures__/otherAuthority.pem');
      await expect(
        backend.start({ DATABASE_CA_FILE: elsewhere }),
      ).rejects.toThrow(/stopped with 1 .*certificate/s);
      await expect(checkHealth()).rejects.toMatchObject({ code: 1 });
    });

    test('starts, and is healthy for the check of the image', async () => {
      await backend.start();
      await checkHealth();
    });

    test('serves the app', async () => {
      const page = await (await fetch(backend.url)).text();
      expect(page).toContain('<title>Open API Framework</title>');
    });

    test('goes from an import to a bill', async () => {
      const manager = await signIn(backend, 'max', 'production');
      const developer = await signIn(backend, 'bea', 'production');
      const api = await importedApi(manager.api, /accounts/i);
      const product = await publishProduct(manager.api, api);
      const { id } = await requestSubscription(developer.api, product);
      const path = { subscriptionId: id };
      await manager.api.transitionSubscription({
        path,
        body: { action: 'approve' },
      });
      await whenActive(developer.api, id);
      consumer = await Consumer.create(developer.api, id);
      await consumer.enrolAndCall();
      const bill = await consumer.bill('20.25');
      expect(bill.lines.map(({ amount }) => amount)).toEqual(['20.00', '0.25']);
    });

    test('tells Prometheus what was measured', async () => {
      // Of what did not happen yet there is no measure.
      expect((await fetch(`${gatewayUrl}/accounts/accounts`)).status).toBe(401);
      const metrics = await (await fetch(metricsUrl)).text();
      expect(metrics).toMatch(
        /^oaf_gateway_calls_total\{api="accounts",status="200"\} 1$/m,
      );
      const names = namesAt(metrics);
      const asked = readQueries().flatMap(metricsOf);
      expect(asked).toContain('oaf_gateway_refusals_total');
      expect(asked.filter(name => !names.has(name))).toEqual([]);
      const explained = explainedMetrics();
      expect(explained.length).toBeGreaterThan(5);
      const ours = [...names].filter(name => name.startsWith('oaf_'));
      const families = ours.map(name =>
        name.replace(/_(bucket|sum|count)$/, ''),
      );
      expect([...new Set(families)].sort()).toEqual(explained.sort());
    });

    if (client === 'pg') {
      test('encrypts every connection to it', async () => {
        const encryption = await readEncryption();
        expect(encryption.length).toBeGreaterThan(0);
        expect(encryption).not.toContain(false);
      });
    }

    test('ends cleanly when it is told to, before Docker would kill it', async () => {
      test.setTimeout(10_000);
      expect(await backend.stop('SIGTERM')).toBe(0);
      await expect(fetch(backend.url)).rejects.toThrow('fetch failed');
    });

    test('logged JSON with a time on every line, and no secret', () => {
      const lines = backend.log.trim().split('\n');
      expect(lines.length).toBeGreaterThan(10);
      for (const line of lines) {
        expect(JSON.parse(line)).toMatchObject({
          level: expect.any(String),
          message: expect.any(String),
          timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        });
      }
      expect(backend.log).not.toMatch(/oaf_(key|iat)_[0-9A-Za-z]{20}/);
    });

    test('goes on after everything was lost and restored', async () => {
      await backend.loseAndRestore();
      await backend.start();
      const developer = await signIn(backend, 'bea', 'production');
      const restored = consumer.signedIn(developer.api);
      await restored.bill('20.25');
      expect(await restored.revealWaiting()).toMatch(/^oaf_key_/);
      await restored.call();
      await restored.bill('20.50');
    });
  });
}
