import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  usageEnginesExtensionPoint,
  type UsageEngine,
} from '@oaf/backstage-plugin-api-management-node';
import apiManagementModuleAthena from '.';

const place = {
  region: 'eu-west-1',
  database: 'oaf_main',
  workgroup: 'oaf-main',
};

async function start(athena?: object) {
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
      apiManagementModuleAthena,
      mockServices.rootConfig.factory({
        data: { apiManagement: { usage: { athena } } },
      }),
    ],
  });
  await backend.stop();
  return [...engines.keys()];
}

describe('apiManagementModuleAthena', () => {
  it('adds no engine when it is not configured', async () => {
    await expect(start()).resolves.toEqual([]);
  });

  it('counts the calls of AWS accounts, or of another source', async () => {
    await expect(start(place)).resolves.toEqual(['aws']);
    const other = { ...place, source: 'local', interval: '5m' };
    await expect(start(other)).resolves.toEqual(['local']);
  });

  it.each([
    [{ ...place, workgroup: undefined }, 'athena.workgroup'],
    [{ ...place, maxScannedBytesPerDay: 0 }, 'maxScannedBytesPerDay'],
    [{ ...place, settles: 'soon' }, 'settles'],
  ])('names what is wrong in %j', async (athena, key) => {
    await expect(start(athena)).rejects.toThrow(key);
  });
});
