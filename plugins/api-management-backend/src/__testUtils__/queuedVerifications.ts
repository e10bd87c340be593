import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { AccountVerifier } from '../accounts/AccountVerifier';
import { GatewayDrivers } from '../accounts/GatewayDrivers';
import { QueuedVerifications } from '../accounts/QueuedVerifications';
import { accountStores } from './accountStores';
import type { FakeGateway } from './FakeGateway';

/** What one replica has that verifies links in the background. */
export function queuedVerifications(
  knex: Knex,
  gateway: FakeGateway,
  timeLimitMs?: number,
) {
  const stores = accountStores(knex);
  const drivers = new GatewayDrivers();
  drivers.add(gateway);
  return new QueuedVerifications({
    ...stores,
    drivers,
    verifier: new AccountVerifier({ ...stores, drivers, timeLimitMs }),
    auditor: mockServices.auditor.mock(),
    logger: mockServices.logger.mock(),
  });
}
