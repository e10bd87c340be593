import type {
  AccessProfile,
  ApprovalRule,
  PlanState,
  ProductState,
} from '@oaf/backstage-plugin-api-management-common';
import { isFree } from '@oaf/rating';
import { toTime } from '../database/time';
import { readLimits, readPrice } from './planTerms';
import type { StoredPlan, StoredProduct } from './ProductStore';

export type ProductRow = {
  id: string;
  slug: string;
  title: string;
  summary: string;
  description: string | null;
  owner: string;
  state: ProductState;
  state_reason: string | null;
  approval: ApprovalRule;
  access_profile: AccessProfile;
  terms: string | null;
  version: number;
  created_by: string;
  created_at: number | string;
  updated_at: number | string;
};

export type PlanRow = {
  id: string;
  product_id: string;
  position: number;
  title: string;
  description: string | null;
  state: PlanState;
  limits: string;
  price: string;
  is_free: boolean | number;
  price_version: number;
  max_credential_days: number | null;
  dedicated_key: boolean | number | null;
};

export type TagRow = { product_id: string; tag: string };
export type MemberRow = { product_id: string; member: string };
export type ProductApiRow = { product_id: string; gateway_api_id: string };

export function toProduct(
  row: ProductRow,
  parts: {
    tags: TagRow[];
    members: MemberRow[];
    apis: ProductApiRow[];
    plans: PlanRow[];
  },
): StoredProduct {
  const own = <Part extends { product_id: string }>(all: Part[]) =>
    all.filter(part => part.product_id === row.id);
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    summary: row.summary,
    description: row.description,
    owner: row.owner,
    tags: own(parts.tags).map(({ tag }) => tag),
    state: row.state,
    stateReason: row.state_reason,
    gatewayApiIds: own(parts.apis).map(api => api.gateway_api_id),
    audience: own(parts.members).map(({ member }) => member),
    approval: row.approval,
    accessProfile: row.access_profile,
    terms: row.terms,
    plans: own(parts.plans).map(toPlan),
    version: row.version,
    createdBy: row.created_by,
    createdAt: toTime(row.created_at),
    updatedAt: toTime(row.updated_at),
  };
}

export function fromProduct(product: StoredProduct): ProductRow {
  return {
    id: product.id,
    slug: product.slug,
    title: product.title,
    summary: product.summary,
    description: product.description,
    owner: product.owner,
    state: product.state,
    state_reason: product.stateReason,
    approval: product.approval,
    access_profile: product.accessProfile,
    terms: product.terms,
    version: product.version,
    created_by: product.createdBy,
    created_at: product.createdAt,
    updated_at: Date.now(),
  };
}

export function toPlan(row: PlanRow): StoredPlan {
  return {
    id: row.id,
    productId: row.product_id,
    title: row.title,
    description: row.description,
    state: row.state,
    limits: readLimits(row.limits),
    price: readPrice(row.price),
    version: row.price_version,
    maxCredentialDays: row.max_credential_days,
    dedicatedKey: Boolean(row.dedicated_key),
  };
}

/** What could not be read is left as it is, for whoever can. */
export function fromPlan(plan: StoredPlan, position: number): Partial<PlanRow> {
  return {
    id: plan.id,
    product_id: plan.productId,
    position,
    title: plan.title,
    description: plan.description,
    state: plan.state,
    max_credential_days: plan.maxCredentialDays,
    dedicated_key: plan.dedicatedKey,
    ...(plan.limits && { limits: JSON.stringify(plan.limits) }),
    ...(plan.price && {
      price: JSON.stringify(plan.price),
      is_free: isFree(plan.price),
      price_version: plan.version,
    }),
  };
}
