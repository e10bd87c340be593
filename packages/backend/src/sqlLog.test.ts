import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

jest.setTimeout(300_000);

/** As replicas have it that share a database: nothing is written to a folder, and no engine counts files. */
const SQL_LOG = `
apiManagement:
  usage: { duckdb: { logs: [] } }
  gateways: { local: { accessLog: { folder: null } } }
`;

describe('the story with the access log in SQL', () => {
  let directory: string;
  let backend: BackendProcess;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sql-log-'));
    const configuration = join(directory, 'sql-log.yaml');
    await writeFile(configuration, SQL_LOG);
    backend = await BackendProcess.create(join(directory, 'data'), [
      configuration,
    ]);
    await backend.start();
  });

  afterAll(async () => {
    await backend.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('has the same bill as with files', async () => {
    const manager = await signIn(backend, 'max');
    const { api } = await signIn(backend, 'bea');
    const product = await publishProduct(
      manager.api,
      await importedApi(manager.api, /accounts/i),
    );
    const { id } = await requestSubscription(api, product, 'Loan radar');
    const path = { subscriptionId: id };
    await manager.api.transitionSubscription({
      path,
      body: { action: 'approve' },
    });
    await whenActive(api, id);
    const [connection] = (await api.listConnections({ path })).items;
    const apiKey = await revealSecret(api, id, 'api-key');
    const sample = codeSamples.find(each => each.id === 'node')!;
    await runSample(directory, sample, connection, {
      apiKey,
      temporaryPassword: await revealSecret(api, id, 'initial-access-token'),
    });
    await runSample(directory, sample, connection, { apiKey });
    await eventually(async () => {
      const { totals } = await api.getUsage({ query: { subscriptionId: id } });
      return totals.billableCalls === 2;
    });
    const { items } = await api.listBills({
      query: { side: 'consumer', subscriptionId: id },
    });
    expect(items).toEqual([
      expect.objectContaining({ currency: 'EUR', total: '20.50' }),
    ]);
    const data = await readdir(join(directory, 'data', 'gateway'));
    expect(data).not.toContain('access-log');
  });
});
