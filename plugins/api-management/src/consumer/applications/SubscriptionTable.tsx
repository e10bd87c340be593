import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import {
  Count,
  DeprecationChip,
  EmptyState,
  Money,
  RelativeTime,
  SubscriptionBadges,
  SubscriptionStateChip,
} from '../../shared/components';
import {
  column,
  numberColumn,
  ServerTableView,
  TwoLines,
  useServerTable,
} from '../../shared/table';
import { DiscoverLink } from '../DiscoverLink';
import { type Figures, useApplicationFigures } from '../figures';
import { usePaths } from '../usePaths';

/** The subscriptions of one application. */
export function SubscriptionTable(props: { applicationId: string }) {
  const { applicationId } = props;
  const paths = usePaths();
  const list = useServerTable('listSubscriptions', {
    prefix: `${applicationId}.`,
    orderBy: 'requestedAt:desc',
    toQuery: () => ({ side: 'consumer' as const, applicationId }),
  });
  const figures = useApplicationFigures(applicationId);
  return (
    <ServerTableView
      list={list}
      columns={subscriptionColumns(figures)}
      getHref={({ id }) => paths.subscription(id)}
      emptyState={
        <EmptyState
          title="No subscription yet"
          description="Find a product and subscribe this application to it."
          action={<DiscoverLink />}
        />
      }
    />
  );
}

function subscriptionColumns({ calls, cost }: Figures) {
  return [
    column<Subscription>({
      id: 'product',
      label: 'Product',
      isRowHeader: true,
      defaultWidth: '2fr',
      value: ({ product, plan }) => (
        <TwoLines
          strong
          title={product.title}
          detail={
            <>
              {plan.title} <DeprecationChip {...product} />
            </>
          }
        />
      ),
    }),
    column<Subscription>({
      id: 'state',
      label: 'State',
      value: subscription => (
        <TwoLines
          title={<SubscriptionStateChip {...subscription} />}
          detail={<SubscriptionBadges {...subscription} />}
        />
      ),
    }),
    numberColumn<Subscription>({
      id: 'calls',
      label: 'Calls this month',
      value: ({ id }) => {
        const count = calls(id);
        return count === undefined ? '–' : <Count value={count} />;
      },
    }),
    numberColumn<Subscription>({
      id: 'cost',
      label: 'Cost this month',
      value: ({ id }) => {
        const money = cost(id);
        return money ? <Money {...money} /> : '–';
      },
    }),
    column<Subscription>({
      id: 'requestedAt',
      label: 'Requested',
      isSortable: true,
      value: ({ requestedAt }) => <RelativeTime at={requestedAt} />,
    }),
  ];
}
