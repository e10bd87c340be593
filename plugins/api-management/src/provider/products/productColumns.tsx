import type { ColumnConfig } from '@backstage/ui';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import {
  column,
  EntityName,
  formatCount,
  numberColumn,
  RelativeTime,
  StateChip,
  TwoLines,
} from '../../shared';

/** Columns of the list of products. */
export const productColumns: ColumnConfig<ApiProduct>[] = [
  column({
    id: 'title',
    label: 'Product',
    isRowHeader: true,
    isSortable: true,
    defaultWidth: '2.4fr',
    value: ({ title, summary }) => (
      <TwoLines strong title={title} detail={summary} />
    ),
  }),
  column({
    id: 'state',
    label: 'State',
    defaultWidth: '1fr',
    value: ({ state }) => <StateChip state={state} />,
  }),
  column({
    id: 'owner',
    label: 'Owner',
    defaultWidth: '1fr',
    value: ({ owner }) => <EntityName entityRef={owner} />,
  }),
  numberColumn({
    id: 'apis',
    label: 'APIs',
    defaultWidth: '0.5fr',
    value: ({ gatewayApis }) => formatCount(gatewayApis.length),
  }),
  numberColumn({
    id: 'plans',
    label: 'Plans',
    defaultWidth: '0.5fr',
    value: ({ plans }) => formatCount(plans.length),
  }),
  numberColumn({
    id: 'subscriptions',
    label: 'Subscriptions',
    minWidth: 132,
    defaultWidth: '0.8fr',
    value: ({ subscriptionCount }) =>
      subscriptionCount === undefined ? '–' : formatCount(subscriptionCount),
  }),
  column({
    id: 'updatedAt',
    label: 'Changed',
    isSortable: true,
    defaultWidth: '1fr',
    value: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
  }),
];
