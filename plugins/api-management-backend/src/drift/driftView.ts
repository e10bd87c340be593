import {
  type DriftComparison,
  type DriftFinding,
  driftActions,
} from '@oaf/backstage-plugin-api-management-common';
import type { StoredAccount } from '../accounts/AccountStore';
import { isoTime } from '../database/time';
import type { StoredStack } from '../infrastructure/StackStore';
import type { StoredComparison } from './ComparisonQueue';
import type { StoredFinding } from './FindingStore';

/** A gateway, as far as it is still known. */
export type Place = {
  stack: StoredStack | undefined;
  account: StoredAccount | undefined;
};

const placeView = (gatewayId: string, { stack, account }: Place) => ({
  gateway: { id: gatewayId, title: stack?.name },
  account: account?.alias ?? '',
  region: stack?.region ?? '',
});

/** What findings are about, by id. */
export type Titles = {
  products: Map<string, string>;
  apis: Map<string, string>;
  /** Of applications, by subscription. */
  applications: Map<string, string>;
};

const subject = (id: string | undefined, titles: Map<string, string>) =>
  id === undefined ? undefined : { id, title: titles.get(id) };

export function toFindingView(
  finding: StoredFinding,
  {
    place,
    titles,
    mayDecide,
  }: { place: Place; titles: Titles; mayDecide: boolean },
): DriftFinding {
  return {
    id: finding.id,
    ...placeView(finding.gatewayId, place),
    kind: finding.kind,
    difference: finding.difference,
    state: finding.state,
    detail: finding.detail,
    product: subject(finding.productId, titles.products),
    gatewayApi: subject(finding.gatewayApiId, titles.apis),
    subscription: subject(finding.subscriptionId, titles.applications),
    planId: finding.planId,
    actions: mayDecide ? driftActions(finding) : [],
    firstSeenAt: isoTime(finding.firstSeenAt),
    lastSeenAt: isoTime(finding.lastSeenAt),
    decidedBy: finding.decidedBy ?? undefined,
    decidedAt: isoTime(finding.decidedAt),
    reason: finding.reason ?? undefined,
    failure: finding.failure ?? undefined,
  };
}

function stateOf(comparison: StoredComparison | undefined) {
  if (!comparison) {
    return 'never';
  }
  if (comparison.isRunning) {
    return 'comparing';
  }
  if (comparison.failure !== null) {
    return 'failed';
  }
  if (comparison.dueAt !== null) {
    return 'waiting';
  }
  return comparison.finishedAt === null ? 'never' : 'compared';
}

export function toComparisonView(
  gatewayId: string,
  {
    place,
    comparison,
    findings,
    mayCompare,
  }: {
    place: Place;
    comparison: StoredComparison | undefined;
    findings: number;
    mayCompare: boolean;
  },
): DriftComparison {
  return {
    ...placeView(gatewayId, place),
    state: stateOf(comparison),
    findings,
    mayCompare,
    startedAt: isoTime(comparison?.startedAt ?? null),
    comparedAt: isoTime(comparison?.finishedAt ?? null),
    failure: comparison?.failure ?? undefined,
  };
}
