import type { Request } from 'express';
import type { AccountService } from './accounts/AccountService';
import type { BatchService } from './accounts/BatchService';
import type { UnlinkService } from './accounts/UnlinkService';
import type { VerificationService } from './accounts/VerificationService';
import type { ApplicationService } from './applications/ApplicationService';
import type { Caller } from './authorization/Caller';
import type { BillingService } from './billing/BillingService';
import type { ConnectionService } from './subscriptions/ConnectionService';
import type { CredentialService } from './credentials/CredentialService';
import type { GatewayApiService } from './discovery/GatewayApiService';
import type { OverviewService } from './overview/OverviewService';
import type { ProductService } from './products/ProductService';
import type { SubscriptionService } from './subscriptions/SubscriptionService';
import type { UsageService } from './usage/UsageService';

/** What routes may call. */
export type RouteContext = {
  /** The signed-in user; services are refused. */
  callerOf(request: Request<any, any, any, any, any>): Promise<Caller>;
  /** Refuses everyone but services of this backend. */
  requireService(request: Request<any, any, any, any, any>): Promise<void>;
  accounts: AccountService;
  accountBatches: BatchService;
  verifications: VerificationService;
  unlinking: UnlinkService;
  gatewayApis: GatewayApiService;
  products: ProductService;
  applications: ApplicationService;
  subscriptions: SubscriptionService;
  connections: ConnectionService;
  credentials: CredentialService;
  usage: UsageService;
  billing: BillingService;
  overview: OverviewService;
};
