import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type SubscriptionState,
  subscriptionStates,
} from '@oaf/backstage-plugin-api-management-common';
import {
  apiManagementApiRef,
  EmptyState,
  type ListFilter,
  ListToolbar,
  PageBody,
  PageSection,
  ServerTableView,
  useServerOptions,
  useServerTable,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { usePaths } from '../usePaths';
import { subscriptionColumns } from './subscriptionColumns';

const states = Object.keys(subscriptionStates) as SubscriptionState[];

/** Who uses the reader's products. */
export function SubscriptionsPage() {
  const paths = usePaths();
  const list = useServerTable('listSubscriptions', {
    filterNames: ['state', 'productId'],
    orderBy: 'requestedAt:desc',
    toQuery: ({ state, productId }) => ({
      side: 'provider',
      state: states.filter(each => each === state),
      productId,
    }),
  });
  const filters = useSubscriptionFilters(list.parameters.filters);
  return (
    <PageBody>
      <ListToolbar
        list={list}
        searchLabel="Search subscriptions"
        filters={filters}
      />
      <PageSection flush>
        <ServerTableView
          list={list}
          columns={subscriptionColumns}
          getHref={({ id }) => paths.subscription(id)}
          emptyState={
            <EmptyState
              title="No subscriptions yet"
              description="Developers find published products under “APIs for you” and subscribe their applications to a plan."
            />
          }
        />
      </PageSection>
    </PageBody>
  );
}

function useSubscriptionFilters({
  productId: chosen,
}: Record<string, string>): ListFilter[] {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const client = useApi(apiManagementApiRef);
  const products = useServerOptions('listProducts', {
    query: { orderBy: 'title:asc' },
    chosen: chosen ? [chosen] : [],
    get: productId => client.getProduct({ path: { productId } }),
    toOption: ({ id, title }) => ({ id, label: title }),
  });
  return [
    {
      name: 'state',
      label: 'State',
      any: 'All states',
      options: states.map(id => ({ id, label: t(`state.${id}`) })),
    },
    {
      name: 'productId',
      label: 'Product',
      any: 'All products',
      ...products,
    },
  ];
}
