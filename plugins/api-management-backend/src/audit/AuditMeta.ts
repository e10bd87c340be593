import type {
  AuditEventId,
  DeploymentAction,
  DeploymentState,
  DriftAction,
  DriftDifference,
  DriftKind,
  OwnerChange,
  PlanChangeAction,
  ProductAction,
  PublicationAction,
  PublicationState,
  SubscriptionAction,
  SubscriptionSystemAction,
} from '@oaf/backstage-plugin-api-management-common';

type OfProduct = { productId: string };
type OfPublication = OfProduct & { gatewayId: string };
type OfApplication = { applicationId: string };
type OfSubscription = { subscriptionId: string };
type OfLink = { accountLinkId: string };
type OfBatch = { batchId: string };
type OfDeployment = { deploymentId: string };
type OfPlanChange = OfSubscription & { planChangeId: string };
type OfCredential = OfSubscription & { credentialId: string; type: string };

type Metas = {
  'account-link-create': OfLink & {
    driver: string;
    accountId: string;
    partition: string;
  };
  'account-link-verify': OfLink & { roleArn: string };
  'account-link-update': OfLink & {
    version: number;
    alias?: string;
    regions?: string[];
  };
  'account-unlink': OfLink;
  'account-link-batch-create': OfBatch & {
    driver: string;
    partition: string;
    rowCount: number;
  };
  'account-link-batch-verify': OfBatch;
  'account-sync': OfLink & { region?: string };
  'gateway-api-sync': { gatewayApiId: string };
  'product-create': OfProduct & { owner: string };
  'product-update': OfProduct & { version: number };
  'product-transition': OfProduct & {
    action: ProductAction;
    reason: string | null;
  };
  'product-delete': OfProduct;
  'product-publication-start': OfPublication & { action: PublicationAction };
  'product-publication-end': OfPublication & {
    state: PublicationState;
    outcome: 'succeeded' | 'failed';
  };
  'application-create': OfApplication & { owner: string };
  'application-update': OfApplication & { version: number };
  'application-delete': OfApplication;
  'subscription-request': OfSubscription & OfProduct & OfApplication;
  'subscription-transition': OfSubscription & {
    action: SubscriptionAction;
    reason: string | null;
  };
  'subscription-provision': OfSubscription & {
    action: SubscriptionSystemAction;
  };
  'credential-issued': OfCredential;
  'credential-revealed': OfCredential;
  'key-pair-collected': OfCredential & { issuer: string };
  'credential-revoked': OfCredential;
  'credential-changed': OfCredential;
  'access-recovered': OfCredential;
  'plan-change-request': OfPlanChange & { planId: string };
  'plan-change-transition': OfPlanChange & {
    action: PlanChangeAction;
    reason: string | null;
  };
  'deployment-start': OfDeployment &
    OfLink & {
      action: DeploymentAction;
      region: string;
      stackName: string;
      template: string | null;
      deleteKept: boolean;
    };
  'deployment-confirm': OfDeployment;
  'deployment-cancel': OfDeployment;
  'deployment-end': OfDeployment & { state: DeploymentState };
  'stack-detect-drift': { stackId: string };
  'gateway-compare': { gatewayId: string };
  'drift-transition': {
    findingId: string;
    gatewayId: string;
    kind: DriftKind;
    difference: DriftDifference;
    action: DriftAction;
    reason: string | null;
    subscriptionId: string | null;
  };
  'bills-close': { period: string; bills: number };
  'invoice-issue': {
    issuer: string;
    customer: string;
    currency: string;
    period: string;
  };
  'invoice-credit': {
    invoiceId: string;
    reason: string;
    lines: number[] | null;
  };
  'invoice-delivery-end': {
    invoiceId: string;
    sink: string;
    outcome: 'delivered' | 'failed';
  };
  'invoice-delivery-retry': { invoiceId: string; sink: string };
};

/** What the audit log says of each event when it begins. Never a secret. */
export type AuditMeta<Id extends AuditEventId = AuditEventId> = Metas[Id];

/** What it adds when the event succeeded. */
export type AuditResult = {
  passed?: boolean;
  failedCheck?: string;
  /** Thumbprint of a public key. */
  kid?: string;
  owner?: OwnerChange;
  /** Of an invoice; null when there was nothing to pay. */
  number?: string | null;
};
