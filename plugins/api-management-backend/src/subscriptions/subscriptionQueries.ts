import { subscriptionStates } from '@oaf/backstage-plugin-api-management-common';
import type {
  ProductState,
  SubscriptionDamage,
  SubscriptionState,
} from '@oaf/backstage-plugin-api-management-common';
import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import { readPrice } from '../products/planTerms';
import type { Visibility } from '../authorization/AccessControl';
import { applyVisibility } from '../database/applyVisibility';
import type { PropertyColumns } from '../database/applyVisibility';
import { whereContains } from '../database/page';
import { toTime } from '../database/time';
import type {
  StoredSubscription,
  SubscriptionListFilter,
} from './SubscriptionStore';

export type SubscriptionRow = {
  id: string;
  client_id: string;
  application_id: string;
  product_id: string;
  plan_id: string;
  plan_price: string | null;
  price_version: number | null;
  state: string;
  purpose: string | null;
  requested_by: string;
  requested_at: number | string;
  decided_by: string | null;
  decided_at: number | string | null;
  reason: string | null;
  error: string | null;
  active_at: number | string | null;
  ended_at: number | string | null;
  updated_at: number | string;
  version: number;
  application_title: string | null;
  application_owner: string | null;
  product_title: string | null;
  product_owner: string | null;
  product_state: ProductState | null;
  product_state_reason: string | null;
};

export const subscriptionColumns = [
  'subscriptions.*',
  'applications.title as application_title',
  'applications.owner as application_owner',
  'api_products.title as product_title',
  'api_products.owner as product_owner',
  'api_products.state as product_state',
  'api_products.state_reason as product_state_reason',
];

const propertyColumns: PropertyColumns<SubscriptionFilter['property']> = {
  applicationOwner: 'applications.owner',
  productOwner: 'api_products.owner',
  requestedBy: 'subscriptions.requested_by',
};

/**
 * Subscriptions joined with what makes them visible: the owners of application and product. Where one of these is
 * missing, the subscription is damaged, and seen by those only who see every owner's.
 */
export function subscriptionsWithOwners(knex: Knex): Knex.QueryBuilder {
  return knex('subscriptions')
    .leftJoin('applications', 'applications.id', 'subscriptions.application_id')
    .leftJoin('api_products', 'api_products.id', 'subscriptions.product_id');
}

export function seeSubscriptions(
  query: Knex.QueryBuilder,
  visibilities: Array<Visibility<SubscriptionFilter>>,
) {
  for (const visibility of visibilities) {
    applyVisibility(query, visibility, propertyColumns);
  }
}

export function narrowSubscriptions(
  query: Knex.QueryBuilder,
  filter: SubscriptionListFilter,
) {
  if (filter.search) {
    whereContains(
      query,
      ['applications.title', 'api_products.title'],
      filter.search,
    );
  }
  if (filter.state?.length) {
    query.whereIn('subscriptions.state', filter.state);
  }
  if (filter.productId) {
    query.where('subscriptions.product_id', filter.productId);
  }
  if (filter.applicationId) {
    query.where('subscriptions.application_id', filter.applicationId);
  }
  if (filter.applicationOwners) {
    query.whereIn('applications.owner', filter.applicationOwners);
  }
  if (filter.gatewayApiId) {
    const { gatewayApiId } = filter;
    query.whereIn('subscriptions.product_id', inner =>
      inner
        .select('product_id')
        .from('api_product_gateway_apis')
        .where({ gateway_api_id: gatewayApiId }),
    );
  }
}

function isKnown(state: string): state is SubscriptionState {
  return Object.hasOwn(subscriptionStates, state);
}

/** What the row itself shows; whether the plan is there shows its own table. */
function damageOf(row: SubscriptionRow): SubscriptionDamage[] {
  const damage = {
    application: row.application_title === null,
    product: row.product_title === null,
    state: !isKnown(row.state),
  };
  return (['application', 'product', 'state'] as const).filter(
    part => damage[part],
  );
}

/** Undefined of a subscription that is older than prices that are kept, or when its price cannot be read. */
function agreedOf({
  plan_price: text,
  price_version: version,
}: SubscriptionRow) {
  const price = text === null ? null : readPrice(text);
  return price ? { price, version: version ?? undefined } : undefined;
}

export function toSubscription(row: SubscriptionRow): StoredSubscription {
  return {
    id: row.id,
    clientId: row.client_id,
    application: {
      id: row.application_id,
      title: row.application_title ?? row.application_id,
      owner: row.application_owner ?? '',
    },
    product: {
      id: row.product_id,
      title: row.product_title ?? row.product_id,
      owner: row.product_owner ?? '',
      state: row.product_state ?? 'retired',
      stateReason: row.product_state_reason ?? undefined,
    },
    planId: row.plan_id,
    agreed: agreedOf(row),
    state: isKnown(row.state) ? row.state : 'failed',
    damage: damageOf(row),
    purpose: row.purpose,
    requestedBy: row.requested_by,
    requestedAt: toTime(row.requested_at),
    decidedBy: row.decided_by,
    decidedAt: toTime(row.decided_at),
    reason: row.reason,
    error: row.error,
    activeAt: toTime(row.active_at),
    endedAt: toTime(row.ended_at),
    updatedAt: toTime(row.updated_at),
    version: row.version,
  };
}
