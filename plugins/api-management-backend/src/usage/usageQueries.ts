import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import type { Visibility } from '../authorization/AccessControl';
import {
  seeSubscriptions,
  subscriptionsWithOwners,
} from '../subscriptions/subscriptionQueries';
import { ownersSeen } from './ownersSeen';
import type { RangePart } from './rangeParts';
import { periods } from './rollup/periods';
import type { SeriesLevel } from './rollup/seriesOf';
import {
  NO_OPERATION,
  type UsageFilter,
  type UsageGroupKey,
} from './UsageStore';

type Visibilities = Array<Visibility<SubscriptionFilter>>;

/** Which series answer a question: the fewest that tell apart what it is about. */
export type SeriesChoice = {
  level: SeriesLevel;
  /** Of whom products are, where subscriptions do not matter; undefined: everybody. */
  owners?: ReadonlySet<string>;
};

export function chooseSeries(
  filter: UsageFilter,
  visibilities: Visibilities,
  group?: UsageGroupKey,
): SeriesChoice {
  const seen = ownersSeen(visibilities);
  const isOfSubscriptions =
    filter.subscriptionId !== undefined ||
    filter.applicationId !== undefined ||
    filter.applicationOwners !== undefined ||
    group === 'subscription' ||
    group === 'application';
  if (seen && !isOfSubscriptions) {
    return { level: 'product', owners: seen.owners };
  }
  const isOfOperations =
    filter.operation !== undefined ||
    filter.statusClass !== undefined ||
    group === 'operation' ||
    group === 'statusClass';
  return { level: isOfOperations ? 'operation' : 'subscription' };
}

/** Sums of the series in one part of the range, with what makes them visible. */
export function seriesIn(
  knex: Knex,
  { period, from, to }: RangePart,
  choice: SeriesChoice,
  { filter, visibilities }: { filter: UsageFilter; visibilities: Visibilities },
): Knex.QueryBuilder {
  const { table, column } = periods[period];
  const query =
    choice.level === 'product'
      ? ofProducts(knex, choice.owners)
      : ofSubscriptions(knex, filter, visibilities);
  query
    .where('usage_series.level', choice.level)
    .join(`${table} as sums`, 'sums.series_id', 'usage_series.id')
    .where(`sums.${column}`, '>=', from)
    .where(`sums.${column}`, '<', to);
  narrowSeries(query, filter);
  return query;
}

function ofProducts(
  knex: Knex,
  owners: SeriesChoice['owners'],
): Knex.QueryBuilder {
  const query = knex('api_products').join(
    'usage_series',
    'usage_series.product_id',
    'api_products.id',
  );
  return owners ? query.whereIn('api_products.owner', [...owners]) : query;
}

function ofSubscriptions(
  knex: Knex,
  { applicationOwners }: UsageFilter,
  visibilities: Visibilities,
): Knex.QueryBuilder {
  const query = subscriptionsWithOwners(knex).join(
    'usage_series',
    'usage_series.subscription_id',
    'subscriptions.id',
  );
  if (applicationOwners) {
    query.whereIn('applications.owner', applicationOwners);
  }
  seeSubscriptions(query, visibilities);
  return query;
}

function narrowSeries(query: Knex.QueryBuilder, filter: UsageFilter) {
  const values = {
    subscription_id: filter.subscriptionId,
    product_id: filter.productId,
    application_id: filter.applicationId,
    gateway_api_id: filter.gatewayApiId,
    plan_id: filter.planId,
    status_class: filter.statusClass,
  };
  for (const [column, value] of Object.entries(values)) {
    if (value) {
      query.where(`usage_series.${column}`, value);
    }
  }
  if (filter.operation === NO_OPERATION) {
    query.whereNull('usage_series.operation');
  } else if (filter.operation) {
    query.where('usage_series.operation', filter.operation);
  }
}
