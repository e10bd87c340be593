import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  billingSinkExtensionPoint,
  type BillingSink,
} from '@oaf/backstage-plugin-api-management-node';
import apiManagementModuleStripe from '.';

async function start(stripe?: object) {
  const sinks: BillingSink[] = [];
  const plugin = createBackendPlugin({
    pluginId: 'api-management',
    register(registration) {
      registration.registerExtensionPoint(billingSinkExtensionPoint, {
        addSink: sink => sinks.push(sink),
      });
      registration.registerInit({ deps: {}, async init() {} });
    },
  });
  const backend = await startTestBackend({
    features: [
      plugin,
      apiManagementModuleStripe,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({
        data: { apiManagement: { billing: { stripe } } },
      }),
    ],
  });
  await backend.stop();
  return sinks;
}

describe('apiManagementModuleStripe', () => {
  it('adds nothing when it is not configured', async () => {
    expect(await start()).toEqual([]);
  });

  it('adds the sink', async () => {
    const sinks = await start({ apiKey: 'sk_test_123', timeout: '5s' });
    expect(sinks).toMatchObject([{ id: 'stripe', title: 'Stripe' }]);
  });

  it.each([
    [{}, 'apiManagement.billing.stripe.apiKey'],
    [
      { apiKey: 'k', collectionMethod: 'beg' },
      'must be send_invoice or charge_automatically, got "beg"',
    ],
    [{ apiKey: 'k', daysUntilDue: 0.5 }, 'must be a whole number'],
    [{ apiKey: 'k', endpoint: 'here' }, 'must be a URL'],
  ])('names what is wrong in %j', async (stripe, problem) => {
    await expect(start(stripe)).rejects.toThrow(problem);
  });
});
