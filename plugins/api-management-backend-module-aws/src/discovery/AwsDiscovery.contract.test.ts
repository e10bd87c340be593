import { gatewayDiscoveryContract } from '@oaf/backstage-plugin-api-management-node/testUtils';
import type { ApiSpec } from '@oaf/control-plane-simulator';
import {
  account,
  accountSpec,
  region,
  startSimulated,
  type Simulated,
} from '../__testUtils__/simulator';

const open: Simulated[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(simulated => simulated.close()));
});

async function createFixture(api: ApiSpec) {
  const simulated = await startSimulated({
    accounts: [{ ...accountSpec, apis: { [region]: [api] } }],
  });
  open.push(simulated);
  const { driver } = simulated;
  return { driver, account, upstreamAddresses: ['backend.internal'] };
}

const stages = [{ name: 'prod' }, { name: 'test' }];

gatewayDiscoveryContract('A REST API of the AWS driver', () =>
  createFixture({
    apiId: 'rest000001',
    name: 'Accounts',
    protocol: 'REST',
    stages,
    document: {
      openapi: '3.0.1',
      info: { title: 'Accounts', version: '1' },
      paths: {
        '/': { get: { servers: [{ url: 'https://backend.internal' }] } },
      },
    },
  }),
);

gatewayDiscoveryContract('An HTTP API of the AWS driver', () =>
  createFixture({
    apiId: 'http000001',
    name: 'Quotes',
    protocol: 'HTTP',
    stages,
  }),
);

gatewayDiscoveryContract('A WebSocket API of the AWS driver', () =>
  createFixture({
    apiId: 'sock000001',
    name: 'Ticker',
    protocol: 'WEBSOCKET',
    stages,
    routes: [{ routeKey: 'tick' }],
  }),
);
