import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Table } from '@backstage/ui';
import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import { liveSubscriptionStates } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useOperation } from '../../shared/api';
import {
  EmptyState,
  EntityName,
  Loaded,
  PageFrame,
  RelativeTime,
  SubscriptionStateChip,
} from '../../shared/components';
import { column, OffsetPages, TwoLines } from '../../shared/table';
import { useGatewayApiId } from './useGatewayApiId';

const limit = 10;

const columns = [
  column<Subscription>({
    id: 'application',
    label: 'Application',
    isRowHeader: true,
    value: ({ application }) => (
      <TwoLines
        strong
        title={application.title}
        detail={<EntityName entityRef={application.owner} />}
      />
    ),
  }),
  column<Subscription>({
    id: 'product',
    label: 'Product',
    value: ({ product, plan }) => (
      <TwoLines title={product.title} detail={plan.title} />
    ),
  }),
  column<Subscription>({
    id: 'state',
    label: 'State',
    value: subscription => <SubscriptionStateChip {...subscription} />,
  }),
  column<Subscription>({
    id: 'activeAt',
    label: 'Active since',
    value: ({ activeAt }) => <RelativeTime at={activeAt} none="–" />,
  }),
];

/** The applications that subscribe to the API of the page, as far as the reader may see them. */
export function ConsumersCard() {
  const gatewayApiId = useGatewayApiId();
  const [offset, setOffset] = useState(0);
  const subscriptions = useOperation(
    'listSubscriptions',
    {
      query: {
        gatewayApiId,
        state: [...liveSubscriptionStates],
        orderBy: 'requestedAt:desc',
        offset,
        limit,
      },
    },
    { enabled: Boolean(gatewayApiId) },
  );
  return (
    <PageFrame>
      <EntityInfoCard title="Subscribed applications">
        {gatewayApiId ? (
          <Loaded query={subscriptions}>
            {({ items, totalItems }) => (
              <>
                <Table
                  columnConfig={columns}
                  data={items}
                  pagination={{ type: 'none' }}
                  emptyState={<NoConsumer />}
                />
                <OffsetPages
                  {...{ limit, offset, totalItems }}
                  onChange={setOffset}
                />
              </>
            )}
          </Loaded>
        ) : (
          <NoConsumer />
        )}
      </EntityInfoCard>
    </PageFrame>
  );
}

function NoConsumer() {
  return (
    <EmptyState
      title="No consumer that you may see"
      description="Applications of your groups appear here once they subscribe; whoever owns the API sees all of them."
    />
  );
}
