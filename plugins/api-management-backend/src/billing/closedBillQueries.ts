import { toMicros } from '@oaf/rating';
import type { RatedLine } from '@oaf/rating';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { ProductState } from '@oaf/backstage-plugin-api-management-common';
import type { Visibility } from '../authorization/AccessControl';
import { applyVisibility } from '../database/applyVisibility';
import type { PropertyColumns } from '../database/applyVisibility';
import { readJson } from '../database/json';
import type { CountedPlans } from './billedPlans';
import type { BillFilter, ClosedBill, Terms } from './BillStore';

type ClosedBillRow = {
  id: string;
  subscription_id: string;
  period: string;
  application_id: string;
  application_title: string;
  application_owner: string;
  product_id: string;
  product_title: string;
  product_owner: string;
  requested_by: string;
  terms: string;
  lines: string;
  counted_plans: string | null;
  currency: string;
  total: string;
  total_micros: string;
  billable_calls: number | string;
  late_calls: number | string;
  active_at: number | string;
  closed_at: number | string;
};

/** Who owns application and product today sees their bills; when they are gone, who owned them. */
const OWNER_NOW = 'coalesce(applications.owner, bills.application_owner)';
const PRODUCT_OWNER_NOW = 'coalesce(api_products.owner, bills.product_owner)';

const whereIn =
  (expression: string) => (query: Knex.QueryBuilder, values: string[]) => {
    if (values.length === 0) {
      query.whereRaw('1 = 0');
    } else {
      const marks = values.map(() => '?').join(', ');
      query.whereRaw(`${expression} in (${marks})`, values);
    }
  };

const propertyColumns: PropertyColumns<SubscriptionFilter['property']> = {
  applicationOwner: whereIn(OWNER_NOW),
  productOwner: whereIn(PRODUCT_OWNER_NOW),
  requestedBy: 'bills.requested_by',
};

export function closedBills(
  knex: Knex,
  filter: BillFilter,
  visibilities: Array<Visibility<SubscriptionFilter>>,
): Knex.QueryBuilder {
  const query = knex('bills')
    .leftJoin('applications', 'applications.id', 'bills.application_id')
    .leftJoin('api_products', 'api_products.id', 'bills.product_id')
    .where('bills.period', filter.period);
  const ids = {
    subscription_id: filter.subscriptionId,
    application_id: filter.applicationId,
    product_id: filter.productId,
  };
  for (const [column, id] of Object.entries(ids)) {
    if (id) {
      query.where(`bills.${column}`, id);
    }
  }
  if (filter.applicationOwners) {
    whereIn(OWNER_NOW)(query, filter.applicationOwners);
  }
  visibilities.forEach(visibility =>
    applyVisibility(query, visibility, propertyColumns),
  );
  return query;
}

export function fromClosedBill(bill: ClosedBill): ClosedBillRow {
  return {
    id: bill.id,
    subscription_id: bill.subscriptionId,
    period: bill.period,
    application_id: bill.application.id,
    application_title: bill.application.title,
    application_owner: bill.application.owner,
    product_id: bill.product.id,
    product_title: bill.product.title,
    product_owner: bill.product.owner,
    requested_by: bill.requestedBy,
    terms: JSON.stringify(bill.terms),
    lines: JSON.stringify(bill.lines),
    counted_plans: bill.counted && JSON.stringify(bill.counted),
    currency: bill.terms.price.currency,
    total: bill.total,
    total_micros: toMicros(bill.total),
    billable_calls: bill.billableCalls,
    late_calls: bill.lateCalls,
    active_at: bill.activeAt,
    closed_at: bill.closedAt,
  };
}

const terms = z.object({
  planId: z.string(),
  planTitle: z.string(),
  price: z.looseObject({ currency: z.string() }),
});

const lines = z.array(z.looseObject({ type: z.string() }));

const counted = z.union([
  z.object({ only: z.string() }),
  z.object({ except: z.array(z.string()) }),
]);

export function readCounted(text: string | null): CountedPlans | null {
  return text === null ? null : readJson<CountedPlans>(text, counted) ?? null;
}

/** The total stands, whatever became of what it was rated by. */
function readRating(
  row: ClosedBillRow,
): Pick<ClosedBill, 'terms' | 'lines' | 'unreadable'> {
  const read = {
    terms: readJson<Terms>(row.terms, terms),
    lines: readJson<RatedLine[]>(row.lines, lines),
  };
  return {
    terms: read.terms ?? {
      planId: '',
      planTitle: '',
      price: { currency: row.currency, components: [] },
    },
    lines: read.lines ?? [],
    unreadable: !read.terms || !read.lines,
  };
}

export function toClosedBill(
  row: ClosedBillRow & { product_state: ProductState | null },
): ClosedBill {
  return {
    id: row.id,
    subscriptionId: row.subscription_id,
    period: row.period,
    application: {
      id: row.application_id,
      title: row.application_title,
      owner: row.application_owner,
    },
    product: {
      id: row.product_id,
      title: row.product_title,
      owner: row.product_owner,
      state: row.product_state ?? 'retired',
    },
    requestedBy: row.requested_by,
    ...readRating(row),
    total: row.total,
    counted: readCounted(row.counted_plans),
    billableCalls: Number(row.billable_calls),
    lateCalls: Number(row.late_calls),
    activeAt: Number(row.active_at),
    closedAt: Number(row.closed_at),
  };
}
