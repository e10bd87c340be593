import type { AccountLinking } from './AccountLinking';
import type { GatewayAccess } from './GatewayAccess';
import type { GatewayDiscovery } from './GatewayDiscovery';
import type { GatewayDrift } from './GatewayDrift';
import type { GatewayPublishing } from './GatewayPublishing';
import type { GatewayCounters } from '../usage/GatewayCounters';
import type { UsageEngine } from '../usage/UsageEngine';
import type { LinkedAccount } from './LinkedAccount';
import type { StackDeployment } from './StackDeployment';

/**
 * A kind of gateway. Implement it to bring another gateway under management; register it with
 * {@link gatewayDriversExtensionPoint} and run the contract suites from `/testUtils` against it.
 *
 * A driver need not do everything: without `access` the APIs of its accounts are imported and cannot be published,
 * without `publishing` they are offered where they are, without `linking` its accounts are the built-in ones, without `usage` the calls of its APIs are not counted, without `deployment` nothing
 * is deployed into its accounts, without `drift` its gateways are not compared with what should be there.
 *
 * @public
 */
export interface GatewayDriver {
  /** The word that account links carry in `driver`. */
  readonly type: string;
  /** What people call it, e.g. `Amazon API Gateway`. */
  readonly title: string;
  readonly discovery: GatewayDiscovery;
  readonly access?: GatewayAccess;
  /** Absent when APIs are offered where they are, and nowhere else. */
  readonly publishing?: GatewayPublishing;
  /** Absent when nobody but the portal can change its gateways. */
  readonly drift?: GatewayDrift;
  readonly linking?: AccountLinking;
  /**
   * Reads the access log of all its accounts; hours and cursor are kept per driver. An engine of
   * {@link usageEnginesExtensionPoint} goes before.
   */
  readonly usage?: UsageEngine;
  /** Absent when its gateways count nothing themselves, so that nobody knows whether the log has all calls. */
  readonly counters?: GatewayCounters;
  readonly deployment?: StackDeployment;

  /** Accounts that need no linking by hand because the driver itself runs them. */
  builtInAccounts(): LinkedAccount[];
}
