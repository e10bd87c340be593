import { type ColumnConfig, Table } from '@backstage/ui';
import type { Plan } from '@oaf/backstage-plugin-api-management-common';
import {
  column,
  formatCount,
  LimitsText,
  numberColumn,
  PageSection,
  PriceText,
  StateChip,
  TwoLines,
} from '../../shared';

const columns: ColumnConfig<Plan>[] = [
  column({
    id: 'title',
    label: 'Plan',
    isRowHeader: true,
    defaultWidth: '1.3fr',
    value: ({ title, description }) => (
      <TwoLines title={title} detail={description} />
    ),
  }),
  column({
    id: 'limits',
    label: 'Limits',
    defaultWidth: '1.6fr',
    value: ({ limits }) => <LimitsText limits={limits} />,
  }),
  column({
    id: 'price',
    label: 'Price',
    defaultWidth: '1.6fr',
    value: ({ price }) => <PriceText price={price} />,
  }),
  column({
    id: 'state',
    label: 'State',
    defaultWidth: '0.9fr',
    value: ({ state }) => <StateChip state={state} />,
  }),
  numberColumn({
    id: 'subscriptions',
    label: 'Subscriptions',
    defaultWidth: '0.9fr',
    value: ({ subscriptionCount }) => formatCount(subscriptionCount),
  }),
];

/** The plans of a product. */
export const PlansSection = ({ plans }: { plans: Plan[] }) => (
  <PageSection title="Plans" flush>
    <Table columnConfig={columns} data={plans} pagination={{ type: 'none' }} />
  </PageSection>
);
