import type { ColumnConfig } from '@backstage/ui';
import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import {
  column,
  EntityName,
  RelativeTime,
  SubscriptionBadges,
  SubscriptionStateChip,
  TwoLines,
} from '../../shared';

const columns = {
  application: column<Subscription>({
    id: 'application',
    label: 'Application',
    isRowHeader: true,
    defaultWidth: '1.6fr',
    value: ({ application }) => (
      <TwoLines
        strong
        title={application.title}
        detail={<EntityName entityRef={application.owner} size="small" />}
      />
    ),
  }),
  product: column<Subscription>({
    id: 'product',
    label: 'Product',
    defaultWidth: '1.6fr',
    value: ({ product, plan }) => (
      <TwoLines title={product.title} detail={plan.title} />
    ),
  }),
  plan: column<Subscription>({
    id: 'plan',
    label: 'Plan',
    value: ({ plan }) => plan.title,
  }),
  state: column<Subscription>({
    id: 'state',
    label: 'State',
    minWidth: 175,
    value: subscription => (
      <TwoLines
        title={<SubscriptionStateChip {...subscription} />}
        detail={<SubscriptionBadges {...subscription} />}
      />
    ),
  }),
  requestedAt: column<Subscription>({
    id: 'requestedAt',
    label: 'Requested',
    isSortable: true,
    value: ({ requestedAt }) => <RelativeTime at={requestedAt} />,
  }),
  updatedAt: column<Subscription>({
    id: 'updatedAt',
    label: 'Changed',
    isSortable: true,
    value: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
  }),
};

/** Columns of the list of all subscriptions. */
export const subscriptionColumns: ColumnConfig<Subscription>[] = [
  columns.application,
  columns.product,
  columns.state,
  columns.requestedAt,
  columns.updatedAt,
];

/** Columns of a list of the subscriptions that use one API. */
export const apiSubscriptionColumns: ColumnConfig<Subscription>[] = [
  columns.application,
  columns.product,
  columns.state,
  columns.requestedAt,
];

/** Columns of a list of one product's subscriptions. */
export const productSubscriptionColumns: ColumnConfig<Subscription>[] = [
  columns.application,
  columns.plan,
  columns.state,
  columns.requestedAt,
];
