import { z } from 'zod';
import { readJson } from '../database/json';
import { toTime } from '../database/time';
import type {
  Offer,
  PublicationState,
  ServedOffers,
  StoredPublication,
} from './PublicationStore';

export type PublicationRow = {
  id: string;
  product_id: string;
  gateway_id: string;
  state: PublicationState;
  wanted: string;
  served: string | null;
  former: string | null;
  changes_total: number;
  changes_made: number;
  failure: string | null;
  waiting_for: string | null;
  started_by: string;
  started_at: number | string;
  updated_at: number | string;
  attempts: number;
  fence: number;
};

const offer = z.object({
  gatewayApiId: z.string(),
  path: z.string(),
  // Rows of before APIs could be in place tell none.
  location: z.enum(['front-door', 'in-place']).default('front-door'),
});
const served = z.object({
  offers: z.array(offer.extend({ url: z.string() })),
  deploymentId: z.string(),
  formerDeploymentId: z.string(),
});

export function toPublication(row: PublicationRow): StoredPublication {
  return {
    id: row.id,
    productId: row.product_id,
    gatewayId: row.gateway_id,
    state: row.state,
    wanted: readJson<Offer[]>(row.wanted, z.array(offer)) ?? [],
    served: row.served
      ? readJson<ServedOffers>(row.served, served) ?? null
      : null,
    former: row.former
      ? readJson<Offer[]>(row.former, z.array(offer)) ?? null
      : null,
    changesTotal: row.changes_total,
    changesMade: row.changes_made,
    failure: row.failure,
    waitingFor: row.waiting_for,
    startedBy: row.started_by,
    startedAt: toTime(row.started_at),
    updatedAt: toTime(row.updated_at),
    attempts: row.attempts,
    fence: row.fence,
  };
}

export const toJson = (value: unknown) =>
  value === null ? null : JSON.stringify(value);
