import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import type { PropertyFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import type { Visibility } from '../authorization/AccessControl';

/** How a property of a resource is looked up in SQL. */
export type PropertyColumns<Property extends string> = Record<
  Property,
  string | ((query: Knex.QueryBuilder, values: string[]) => void)
>;

/** Narrows a query to what the caller may see; to nothing when that is nothing. */
export function applyVisibility<Property extends string>(
  query: Knex.QueryBuilder,
  visibility: Visibility<PropertyFilter<Property>>,
  columns: PropertyColumns<Property>,
): void {
  if (visibility === 'none') {
    query.whereRaw('1 = 0');
  } else {
    applyCriteria(query, visibility, columns);
  }
}

/** Narrows a query to what permission conditions allow. `undefined` criteria allow everything. */
function applyCriteria<Property extends string>(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<PropertyFilter<Property>> | undefined,
  columns: PropertyColumns<Property>,
): void {
  if (!criteria) {
    return;
  }
  if (isAndCriteria(criteria)) {
    criteria.allOf.forEach(part =>
      query.andWhere(nested => applyCriteria(nested, part, columns)),
    );
  } else if (isOrCriteria(criteria)) {
    query.andWhere(either =>
      criteria.anyOf.forEach(part =>
        either.orWhere(nested => applyCriteria(nested, part, columns)),
      ),
    );
  } else if (isNotCriteria(criteria)) {
    query.whereNot(nested => applyCriteria(nested, criteria.not, columns));
  } else {
    const filter = criteria as PropertyFilter<Property>;
    const column = columns[filter.property];
    if (typeof column === 'string') {
      query.whereIn(column, filter.values);
    } else {
      column(query, filter.values);
    }
  }
}
