import { type ColumnConfig, Table } from '@backstage/ui';
import type {
  ApiProduct,
  GatewayApi,
} from '@oaf/backstage-plugin-api-management-common';
import {
  column,
  EmptyState,
  formatCount,
  Loaded,
  numberColumn,
  PageSection,
  PriceText,
  StateChip,
  TwoLines,
  useOperation,
  useProviderPaths,
} from '../../shared';
import { PublishLink } from '../gatewayApis/PublishLink';

const columns: ColumnConfig<ApiProduct>[] = [
  column({
    id: 'title',
    label: 'Product',
    isRowHeader: true,
    defaultWidth: '1.6fr',
    value: ({ title, summary }) => (
      <TwoLines strong title={title} detail={summary} />
    ),
  }),
  column({
    id: 'state',
    label: 'State',
    defaultWidth: '0.8fr',
    value: ({ state }) => <StateChip state={state} />,
  }),
  column({
    id: 'plans',
    label: 'Plans',
    defaultWidth: '1.6fr',
    value: ({ plans }) => (
      <>
        {plans.map(({ id, title, price }) => (
          <div key={id}>
            {title}: <PriceText price={price} />
          </div>
        ))}
      </>
    ),
  }),
  numberColumn({
    id: 'subscriptions',
    label: 'Subscriptions',
    minWidth: 132,
    defaultWidth: '0.8fr',
    value: ({ subscriptionCount }) =>
      subscriptionCount === undefined ? '–' : formatCount(subscriptionCount),
  }),
];

/** The products that an API is part of. */
export function ApiProducts({ api }: { api: GatewayApi }) {
  const paths = useProviderPaths();
  const products = useOperation('listProducts', {
    query: { gatewayApiId: api.id, limit: 50 },
  });
  return (
    <PageSection
      title="Products"
      flush
      actions={
        (products.data?.totalItems ?? 0) > 0 && <PublishLink api={api} />
      }
    >
      <Loaded query={products}>
        {({ items }) => (
          <Table
            columnConfig={columns}
            data={items}
            rowConfig={{ getHref: ({ id }) => paths?.product(id) }}
            pagination={{ type: 'none' }}
            emptyState={<NotPublished api={api} />}
          />
        )}
      </Loaded>
    </PageSection>
  );
}

function NotPublished({ api }: { api: GatewayApi }) {
  return api.importedOnly ? (
    <EmptyState
      title="Imported only"
      description="The gateway of this API cannot give developers access yet, so that it cannot be published as a product."
    />
  ) : (
    <EmptyState
      title="Not published yet"
      description="Developers can subscribe to this API once it is part of a product with a plan."
      action={<PublishLink api={api} variant="primary" />}
    />
  );
}
