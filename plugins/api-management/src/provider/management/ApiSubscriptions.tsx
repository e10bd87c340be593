import {
  EmptyState,
  PageSection,
  ServerTableView,
  useProviderPaths,
  useServerTable,
} from '../../shared';
import { apiSubscriptionColumns } from '../subscriptions/subscriptionColumns';

/** Who uses an API, through whichever product. */
export function ApiSubscriptions({ gatewayApiId }: { gatewayApiId: string }) {
  const paths = useProviderPaths();
  const list = useServerTable('listSubscriptions', {
    prefix: 'subscriptions.',
    orderBy: 'requestedAt:desc',
    toQuery: () => ({ gatewayApiId, side: 'provider' }),
  });
  return (
    <PageSection title="Subscribers" flush>
      <ServerTableView
        list={list}
        columns={apiSubscriptionColumns}
        getHref={({ id }) => paths?.subscription(id)}
        emptyState={
          <EmptyState
            title="Nobody subscribed yet"
            description="Applications that subscribe to a product with this API appear here."
          />
        }
      />
    </PageSection>
  );
}
