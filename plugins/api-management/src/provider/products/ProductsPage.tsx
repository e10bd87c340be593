import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import {
  productCreatePermission,
  type ProductState,
} from '@oaf/backstage-plugin-api-management-common';
import { RiAddLine } from '@remixicon/react';
import {
  EmptyState,
  ListToolbar,
  PageBody,
  PageSection,
  ServerTableView,
  useServerTable,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { usePaths } from '../usePaths';
import { productColumns } from './productColumns';

const states: ProductState[] = ['draft', 'published', 'deprecated', 'retired'];

/** The products that the reader's groups own, in any state. */
export function ProductsPage() {
  const paths = usePaths();
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const list = useServerTable('listProducts', {
    filterNames: ['state'],
    orderBy: 'updatedAt:desc',
    toQuery: ({ state }) => ({
      state: states.filter(each => !state || each === state),
    }),
  });
  const stateFilter = {
    name: 'state',
    label: 'State',
    any: 'All states',
    options: states.map(id => ({ id, label: t(`state.${id}`) })),
  };
  return (
    <PageBody>
      <ListToolbar
        list={list}
        searchLabel="Search products"
        filters={[stateFilter]}
        actions={<NewProductLink />}
      />
      <PageSection flush>
        <ServerTableView
          list={list}
          columns={productColumns}
          getHref={({ id }) => paths.product(id)}
          emptyState={<NoProducts />}
        />
      </PageSection>
    </PageBody>
  );
}

function NoProducts() {
  return (
    <EmptyState
      title="No products yet"
      description="A product bundles one or more imported APIs with plans and prices, so that developers can subscribe to them."
      action={<NewProductLink />}
    />
  );
}

function NewProductLink() {
  const paths = usePaths();
  const { allowed } = usePermission({ permission: productCreatePermission });
  return allowed ? (
    <ButtonLink iconStart={<RiAddLine />} href={paths.newProduct()}>
      New product
    </ButtonLink>
  ) : null;
}
