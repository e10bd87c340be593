import { createHash } from 'node:crypto';
import type { DriftState } from '@oaf/backstage-plugin-api-management-common';
import type { DriftFinding } from '@oaf/backstage-plugin-api-management-node';
import { z } from 'zod';
import { readJson } from '../database/json';
import { toTime } from '../database/time';
import type { StoredFinding } from './FindingStore';

export type FindingRow = {
  id: string;
  gateway_id: string;
  subject_key: string;
  kind: StoredFinding['kind'];
  difference: StoredFinding['difference'];
  subject: string;
  detail: string;
  product_id: string | null;
  plan_id: string | null;
  gateway_api_id: string | null;
  subscription_id: string | null;
  credential_id: string | null;
  held: string | null;
  state: DriftState;
  first_seen_at: number | string;
  last_seen_at: number | string;
  decided_by: string | null;
  decided_at: number | string | null;
  reason: string | null;
  failure: string | null;
};

const held = z.object({ clientId: z.string(), revision: z.number() });

/** The one row of a thing at a gateway. */
export const subjectKey = ({
  kind,
  subject,
}: Pick<DriftFinding, 'kind' | 'subject'>) =>
  createHash('sha256').update(`${kind} ${subject}`).digest('hex');

/** What others wrote at a gateway may be of any length. */
const reference = (id: string | undefined) =>
  id !== undefined && id.length <= 64 ? id : null;

/** What was seen of it; everything else is decided here. */
export function seenColumns(finding: DriftFinding) {
  return {
    kind: finding.kind,
    difference: finding.difference,
    subject: finding.subject,
    detail: finding.detail,
    product_id: reference(finding.productId),
    plan_id: reference(finding.planId),
    gateway_api_id: reference(finding.gatewayApiId),
    subscription_id: reference(finding.subscriptionId),
    credential_id: reference(finding.credentialId),
    held: finding.held ? JSON.stringify(finding.held) : null,
  };
}

export function toFinding(row: FindingRow): StoredFinding {
  return {
    id: row.id,
    gatewayId: row.gateway_id,
    kind: row.kind,
    difference: row.difference,
    subject: row.subject,
    detail: row.detail,
    productId: row.product_id ?? undefined,
    planId: row.plan_id ?? undefined,
    gatewayApiId: row.gateway_api_id ?? undefined,
    subscriptionId: row.subscription_id ?? undefined,
    credentialId: row.credential_id ?? undefined,
    held: row.held
      ? readJson<NonNullable<DriftFinding['held']>>(row.held, held) ?? null
      : null,
    state: row.state,
    firstSeenAt: toTime(row.first_seen_at),
    lastSeenAt: toTime(row.last_seen_at),
    decidedBy: row.decided_by,
    decidedAt: toTime(row.decided_at),
    reason: row.reason,
    failure: row.failure,
  };
}
