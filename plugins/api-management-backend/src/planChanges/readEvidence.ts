import { ConflictError } from '@backstage/errors';
import type {
  PlanChangeEvidence,
  PlanUse,
} from '@oaf/backstage-plugin-api-management-common';
import type { CredentialStore } from '../credentials/CredentialStore';
import { isoTime } from '../database/time';
import type { GatewayGrants } from '../provisioning/GatewayGrants';
import type { StoredSubscription } from '../subscriptions/SubscriptionStore';
import { startOf } from '../usage/intervals';
import type { UsageStore } from '../usage/UsageStore';
import type { AgreedPlan, StoredPlanChange } from './PlanChangeStore';

export type EvidenceSubject = {
  change: StoredPlanChange;
  subscription: StoredSubscription;
};

export type EvidenceSources = {
  credentialStore: CredentialStore;
  usageStore: UsageStore;
  gatewayGrants: GatewayGrants;
};

const lastUse = (
  activity: Awaited<ReturnType<GatewayGrants['readActivity']>>,
  id: string,
) =>
  activity?.apiKeys.find(({ credentialId }) => credentialId === id)?.lastUsedAt;

const works = (key: { state: string; expiresAt: number | null }) =>
  key.state !== 'revoked' && (key.expiresAt ?? Infinity) > Date.now();

/** What gateways saw of both plans' keys since the change was approved. */
export async function readEvidence(
  { change, subscription }: EvidenceSubject,
  { credentialStore, usageStore, gatewayGrants }: EvidenceSources,
): Promise<PlanChangeEvidence> {
  const { overlapSince, from, to } = change;
  if (overlapSince === null) {
    throw new ConflictError(
      `The plan change is ${change.state}; there is nothing to see before it is approved`,
    );
  }
  const keys = (await credentialStore.list(subscription.id)).filter(
    ({ type }) => type === 'api-key',
  );
  const activity = await gatewayGrants.readActivity(
    subscription,
    keys.map(({ id }) => id),
  );
  const since = startOf('hour', overlapSince);
  const calls = await usageStore.sumCallsByPlan(subscription.id, since);
  const useOf = ({ id, title }: AgreedPlan, own: typeof keys): PlanUse => {
    const lastUsedAt = Math.max(
      0,
      ...own.map(key => lastUse(activity, key.id) ?? 0),
    );
    return {
      plan: { id, title },
      keys: own.filter(works).length,
      calls: calls.get(id) ?? 0,
      lastUsedAt: lastUsedAt === 0 ? undefined : isoTime(lastUsedAt),
    };
  };
  const isNew = ({ planId }: { planId: string | null }) => planId === to.id;
  return {
    since: isoTime(since),
    from: useOf(
      from,
      keys.filter(key => !isNew(key)),
    ),
    to: useOf(to, keys.filter(isNew)),
    unanswered: activity?.unanswered ?? [],
  };
}
