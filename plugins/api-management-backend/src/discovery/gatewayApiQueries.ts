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
  if (filter.drivers) {
    narrowByDriver(query, filter.drivers);
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

function narrowByDriver(
  query: Knex.QueryBuilder,
  { types, not }: NonNullable<GatewayApiFilter['drivers']>,
) {
  const accounts = (inner: Knex.QueryBuilder) =>
    inner.select('id').from('account_links').whereIn('driver', types);
  query[not ? 'whereNotIn' : 'whereIn'](
    'gateway_apis.account_link_id',
    accounts,
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
