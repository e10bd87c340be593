import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { DeprecationChip } from '../../shared/components';
import {
  column,
  type ServerTable,
  ServerTableView,
  TwoLines,
} from '../../shared/table';
import { AccessProfileBadge } from '../product/AccessProfileBadge';
import { MySubscriptionChip } from '../product/MySubscriptionChip';
import { PriceFrom } from '../product/PriceFrom';
import { usePaths } from '../usePaths';
import { DiscoverEmptyState } from './DiscoverEmptyState';

const columns = [
  column<ApiProduct>({
    id: 'title',
    label: 'Product',
    isRowHeader: true,
    isSortable: true,
    defaultWidth: '2fr',
    value: ({ title, summary }) => (
      <TwoLines strong title={title} detail={summary} />
    ),
  }),
  column<ApiProduct>({
    id: 'owner',
    label: 'Owner',
    value: ({ owner }) => <EntityDisplayName entityRef={owner} hideIcon />,
  }),
  column<ApiProduct>({
    id: 'access',
    label: 'Access',
    value: ({ accessProfile }) => (
      <AccessProfileBadge profile={accessProfile} />
    ),
  }),
  column<ApiProduct>({
    id: 'price',
    label: 'Price',
    value: ({ plans }) => <PriceFrom plans={plans} />,
  }),
  column<ApiProduct>({
    id: 'mine',
    label: 'My subscription',
    value: product => (
      <TwoLines
        title={<MySubscriptionChip product={product} />}
        detail={<DeprecationChip {...product} />}
      />
    ),
  }),
];

export function ProductTable({ list }: { list: ServerTable<ApiProduct> }) {
  const paths = usePaths();
  return (
    <ServerTableView
      list={list}
      columns={columns}
      getHref={({ id }) => paths.product(id)}
      emptyState={<DiscoverEmptyState list={list} />}
    />
  );
}
