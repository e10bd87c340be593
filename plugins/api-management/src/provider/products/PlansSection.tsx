import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type ColumnConfig, Table } from '@backstage/ui';
import type { Plan } from '@oaf/backstage-plugin-api-management-common';
import {
  column,
  describeKeyAge,
  describeLimits,
  describeQuota,
  describeRate,
  formatCount,
  numberColumn,
  PageSection,
  PriceText,
  StateChip,
  TwoLines,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';

const columns: ColumnConfig<Plan>[] = [
  column({
    id: 'title',
    label: 'Plan',
    isRowHeader: true,
    defaultWidth: '1fr',
    value: ({ title, description }) => (
      <TwoLines strong title={title} detail={description} />
    ),
  }),
  column({
    id: 'limits',
    label: 'Limits',
    defaultWidth: '2.1fr',
    value: plan => <PlanLimits plan={plan} />,
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
    minWidth: 115,
    defaultWidth: '0.8fr',
    value: ({ state }) => <StateChip state={state} />,
  }),
  numberColumn({
    id: 'subscriptions',
    label: 'Subscriptions',
    minWidth: 132,
    defaultWidth: '0.9fr',
    value: ({ subscriptionCount }) =>
      subscriptionCount === undefined ? '–' : formatCount(subscriptionCount),
  }),
];

function PlanLimits({ plan }: { plan: Plan }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { limits } = plan;
  const age = describeKeyAge(plan);
  const keys = age && t('planCredentials.short', { age });
  const ownKey = plan.dedicatedKey && t('dedicatedKey.short');
  return limits ? (
    <TwoLines
      title={describeQuota(limits)}
      detail={[describeRate(limits), keys, ownKey].filter(Boolean).join(' · ')}
    />
  ) : (
    <>{describeLimits(limits)}</>
  );
}

/** The plans of a product. */
export const PlansSection = ({ plans }: { plans: Plan[] }) => (
  <PageSection title="Plans" flush>
    <Table columnConfig={columns} data={plans} pagination={{ type: 'none' }} />
  </PageSection>
);
