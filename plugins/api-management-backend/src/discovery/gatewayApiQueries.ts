import type { Knex } from 'knex';
import { whereContains } from '../database/page';
import type { GatewayApiFilter } from './GatewayApiStore';

/** Narrows a query of joined APIs to what the filter asks for. */
export function narrowGatewayApis(
  query: Knex.QueryBuilder,
  filter: GatewayApiFilter,
): void {
  if (filter.search) {
    whereContains(
      query,
      ['gateway_apis.title', 'gateway_apis.description'],
      filter.search,
    );
  }
  query.where(equalities(filter));
  if (filter.published !== undefined) {
    const published = (inner: Knex.QueryBuilder) =>
      inner.select('gateway_api_id').from('api_product_gateway_apis');
    query[filter.published ? 'whereIn' : 'whereNotIn'](
      'gateway_apis.id',
      published,
    );
  }
  if (filter.publishable) {
    narrowByPublishable(query, filter.publishable);
  }
  if (filter.importProblem !== undefined) {
    narrowByProblem(query, filter.importProblem);
  }
  if (filter.breaking !== undefined) {
    narrowByBreaking(query, filter.breaking);
  }
}

function equalities({
  accountLinkId,
  region,
  protocol,
  entity,
}: GatewayApiFilter) {
  return {
    ...(accountLinkId && { 'gateway_apis.account_link_id': accountLinkId }),
    ...(region && { 'gateway_apis.region': region }),
    ...(protocol && { 'gateway_apis.protocol': protocol }),
    ...(entity && {
      'gateway_apis.name': entity.name,
      'gateway_apis.namespace': entity.namespace,
    }),
  };
}

function narrowByPublishable(
  query: Knex.QueryBuilder,
  { drivers, not }: NonNullable<GatewayApiFilter['publishable']>,
) {
  query[not ? 'whereNot' : 'where'](both => {
    both.whereNot('gateway_apis.invoke_url', '');
    narrowByDriver(both, drivers);
  });
}

/** Narrows a query of APIs to those in accounts of these drivers. */
export function narrowByDriver(
  query: Knex.QueryBuilder,
  drivers: string[],
): void {
  query.whereIn('gateway_apis.account_link_id', inner =>
    inner.select('id').from('account_links').whereIn('driver', drivers),
  );
}

function narrowByProblem(query: Knex.QueryBuilder, problem: boolean) {
  const columns = ['gateway_apis.import_error', 'gateway_apis.definition_note'];
  query.where(either =>
    columns.forEach(column =>
      problem ? either.orWhereNotNull(column) : either.whereNull(column),
    ),
  );
}

function narrowByBreaking(query: Knex.QueryBuilder, breaking: boolean) {
  const column = 'definition_changes.breaking_count';
  if (breaking) {
    query.where(column, '>', 0);
  } else {
    query.where(none => none.whereNull(column).orWhere(column, 0));
  }
}
