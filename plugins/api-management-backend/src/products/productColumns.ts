import type { ApiProductFilter } from '@oaf/backstage-plugin-api-management-node';
import type { PropertyColumns } from '../database/applyVisibility';

/** What a product is seen by, in queries that have its row. */
export const productColumns: PropertyColumns<ApiProductFilter['property']> = {
  owner: 'api_products.owner',
  state: 'api_products.state',
  audience: (query, values) => {
    query.whereIn('api_products.id', inner =>
      inner
        .select('product_id')
        .from('api_product_audiences')
        .whereIn('member', values),
    );
  },
};
