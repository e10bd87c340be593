import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  dataKeysExtensionPoint,
  type DataKeys,
  gatewayDriversExtensionPoint,
  type GatewayDriver,
} from '@oaf/backstage-plugin-api-management-node';
import {
  defaultBaseCredentials,
  startControlPlane,
  type ControlPlane,
} from '@oaf/control-plane-simulator';
import apiManagementModuleAws from '.';
import {
  account,
  accountSpec,
  discover,
  signal,
} from './__testUtils__/simulator';

jest.mock('node:worker_threads', () =>
  jest
    .requireActual('@oaf/backstage-plugin-api-management-node/testUtils')
    .typeScriptThreads(),
);

jest.setTimeout(30_000);

const { accessKeyId, secretAccessKey } = defaultBaseCredentials;

async function start(aws?: object) {
  const drivers: GatewayDriver[] = [];
  const dataKeys: DataKeys[] = [];
  const plugin = createBackendPlugin({
    pluginId: 'api-management',
    register(registration) {
      registration.registerExtensionPoint(gatewayDriversExtensionPoint, {
        addDriver: driver => drivers.push(driver),
      });
      registration.registerExtensionPoint(dataKeysExtensionPoint, {
        setDataKeys: given => dataKeys.push(given),
      });
      registration.registerInit({ deps: {}, async init() {} });
    },
  });
  const data = {
    apiManagement: aws ? { aws } : {},
    aws: { mainAccount: { accessKeyId, secretAccessKey } },
  };
  const backend = await startTestBackend({
    features: [
      plugin,
      apiManagementModuleAws,
      mockServices.rootConfig.factory({ data }),
    ],
  });
  return { drivers, dataKeys, stop: () => backend.stop() };
}

describe('apiManagementModuleAws', () => {
  let plane: ControlPlane;

  beforeEach(async () => {
    plane = await startControlPlane({ accounts: [accountSpec] });
  });
  afterEach(() => plane.close());

  it("registers a driver that uses the main account's credentials", async () => {
    const { drivers, stop } = await start({ endpoint: plane.url });
    const [driver] = drivers;
    expect(driver).toMatchObject({ type: 'aws', title: 'Amazon API Gateway' });
    expect(driver).toMatchObject({ access: {}, publishing: {} });
    expect(driver.discovery.watch).toBeUndefined();
    const { regions } = await driver.linking!.verify(account, { signal });
    expect(regions).toEqual(['eu-central-1', 'eu-west-1']);
    expect(await discover({ driver })).toEqual([]);
    await stop();
  });

  it('watches the queue of the configuration', async () => {
    const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/999900000000/changes';
    const { drivers, stop } = await start({
      events: { queueUrl, region: 'eu-west-1' },
    });
    expect(drivers[0].discovery.watch).toBeDefined();
    await stop();
  });

  it('makes data keys where the configuration names a KMS key', async () => {
    const without = await start({});
    expect(without.dataKeys).toEqual([]);
    await without.stop();
    const { dataKeys, stop } = await start({
      envelopeKeyArn: 'arn:aws:kms:eu-west-1:999900000000:key/12ab',
    });
    expect(dataKeys).toMatchObject([{ scheme: 'aws-kms' }]);
    await stop();
  });

  it('stays out of the way when it is not configured', async () => {
    const { drivers, dataKeys, stop } = await start();
    expect([...drivers, ...dataKeys]).toEqual([]);
    await stop();
  });

  it('keeps the backend from starting when the configuration is wrong', async () => {
    const queueUrl = 'https://sqs.cn-north-1.amazonaws.com.cn/999900000000/q';
    await expect(
      start({ events: { queueUrl, region: 'cn-north-1' } }),
    ).rejects.toThrow(
      'The queue of apiManagement.aws.events is in the partition aws-cn, which apiManagement.aws.partitions does not name',
    );
  });
});
