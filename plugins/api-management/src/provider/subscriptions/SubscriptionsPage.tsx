import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type SubscriptionState,
  subscriptionStates,
} from '@oaf/backstage-plugin-api-management-common';
import {
  EmptyState,
  type ListFilter,
  ListToolbar,
  PageBody,
  PageSection,
  ServerTableView,
  useOperation,
  useServerTable,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { usePaths } from '../usePaths';
import { subscriptionColumns } from './subscriptionColumns';

const states = Object.keys(subscriptionStates) as SubscriptionState[];

/** Who uses the reader's products. */
export function SubscriptionsPage() {
  const paths = usePaths();
  const filters = useSubscriptionFilters();
  const list = useServerTable('listSubscriptions', {
    filterNames: ['state', 'productId'],
    orderBy: 'requestedAt:desc',
    toQuery: ({ state, productId }) => ({
      side: 'provider',
      state: states.filter(each => each === state),
      productId,
    }),
  });
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

function useSubscriptionFilters(): ListFilter[] {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const products = useOperation('listProducts', {
    query: { limit: 200, orderBy: 'title:asc' },
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
      options: (products.data?.items ?? []).map(({ id, title }) => ({
        id,
        label: title,
      })),
    },
  ];
}
