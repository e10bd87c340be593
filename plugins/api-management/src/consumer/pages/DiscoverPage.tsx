import type { ListProducts } from '@oaf/backstage-plugin-api-management-common';
import { useOperation } from '../../shared/api';
import { PageBody } from '../../shared/components';
import { menuFailureOf, useServerTable } from '../../shared/table';
import { DiscoverToolbar } from '../discover/DiscoverToolbar';
import { ProductCards } from '../discover/ProductCards';
import { ProductTable } from '../discover/ProductTable';
import { useDiscoverView } from '../discover/useDiscoverView';

type ProductQuery = ListProducts['query'];

/** States in which a consumer may come upon a product. */
const state: ProductQuery['state'] = ['published', 'deprecated'];

/** Products that the reader may subscribe to. */
export function DiscoverPage() {
  const { view, changeView } = useDiscoverView();
  const list = useServerTable('listProducts', {
    filterNames: ['tag', 'owner', 'price'],
    orderBy: 'title:asc',
    toQuery: filters => ({ state, ...(filters as ProductQuery) }),
  });
  const facets = useOperation('getProductFacets', { query: { state } });
  return (
    <PageBody>
      <DiscoverToolbar
        list={list}
        facets={facets.data}
        facetsFailure={menuFailureOf(facets)}
        view={view}
        onViewChange={changeView}
      />
      {view === 'cards' ? (
        <ProductCards list={list} />
      ) : (
        <ProductTable list={list} />
      )}
    </PageBody>
  );
}
