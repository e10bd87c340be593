import { createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  usageEnginesExtensionPoint,
  type UsageEngine,
} from '@oaf/backstage-plugin-api-management-node';
import { exampleCall } from '@oaf/backstage-plugin-api-management-node/testUtils';
import apiManagementModuleDuckDb from '.';
import { signal, toLines } from './__testUtils__/writeLog';

const directory = createMockDirectory();
const HOUR = Date.UTC(2026, 10, 20, 9);

async function start(duckdb?: object) {
  const engines = new Map<string, UsageEngine>();
  const plugin = createBackendPlugin({
    pluginId: 'api-management',
    register(registration) {
      registration.registerExtensionPoint(usageEnginesExtensionPoint, {
        addUsageEngine: ({ source, engine }) => engines.set(source, engine),
      });
      registration.registerInit({ deps: {}, async init() {} });
    },
  });
  const backend = await startTestBackend({
    features: [
      plugin,
      apiManagementModuleDuckDb,
      mockServices.rootConfig.factory({
        data: { apiManagement: { usage: { duckdb } } },
      }),
    ],
  });
  return { engines, stop: () => backend.stop() };
}

describe('apiManagementModuleDuckDb', () => {
  it('adds no engine when no log is configured', async () => {
    const { engines, stop } = await start();
    expect(engines.size).toBe(0);
    await stop();
  });

  it('counts the files of a folder for the gateway driver that they are of', async () => {
    directory.setContent({
      'calls.ndjson': toLines([exampleCall({ requestTime: HOUR })]),
    });
    const { engines, stop } = await start({
      memoryLimit: '256MB',
      threads: 1,
      logs: [{ source: 'aws', folder: directory.path, settles: '1h' }],
    });
    const engine = engines.get('aws')!;
    const { hours, loggedUntil } = await engine.changedHours({ signal });
    expect(hours).toEqual([HOUR]);
    expect(loggedUntil).toBeLessThanOrEqual(Date.now() - 3_600_000);
    const [usage] = await engine.aggregateHours(hours, { routes: [], signal });
    expect(usage.meters.calls).toBe(1);
    await stop();
  });

  it.each([
    [{ threads: 0 }, "'apiManagement.usage.duckdb.threads': must be a whole"],
    [{ memoryLimit: 'lots' }, "'apiManagement.usage.duckdb.memoryLimit'"],
    [{ logs: [{ source: 'aws' }] }, 'must have either folder or s3'],
    [
      {
        logs: [
          {
            source: 'aws',
            folder: 'x',
            s3: { bucket: 'b', region: 'eu-west-1' },
          },
        ],
      },
      'must have either folder or s3',
    ],
  ])('names what is wrong in %j', async (duckdb, problem) => {
    await expect(start(duckdb)).rejects.toThrow(problem);
  });
});
