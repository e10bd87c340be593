import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  ApiProduct,
  Plan,
  PriceComponent,
} from '@oaf/backstage-plugin-api-management-common';
import { isFree, priceComponentKinds } from '@oaf/rating';
import type { ReactNode } from 'react';
import { EmptyState, PageSection } from '../../shared/components';
import {
  countOf,
  describeComponentIn,
  describeKeyAge,
  describePrice,
  describeQuota,
  formatRate,
} from '../../shared/format';
import { apiManagementTranslationRef } from '../../translation';
import { SubscribeButton } from '../subscribe/SubscribeButton';
import { CountingNote } from './CountingNote';
import { openPlans } from './plans';
import styles from './Product.module.css';

const limitRows: { label: string; value: (plan: Plan) => ReactNode }[] = [
  {
    label: 'Rate',
    value: ({ limits }) => limits && formatRate(limits.rate),
  },
  {
    label: 'Burst',
    value: ({ limits }) => limits && countOf(limits.burst, 'request'),
  },
  {
    label: 'Quota',
    value: ({ limits }) =>
      limits && (limits.quota ? describeQuota(limits) : 'None'),
  },
];

/** The open plans side by side. */
export function PlanComparison({ product }: { product: ApiProduct }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const plans = openPlans(product.plans);
  if (plans.length === 0) {
    return (
      <EmptyState
        title="No open plan"
        description="The owner offers no plan to new subscriptions at the moment."
      />
    );
  }
  return (
    <PageSection>
      <div className={styles.comparison}>
        <table className={styles.plans}>
          <PlanTitles plans={plans} />
          <tbody>
            {[...priceRows(plans), ...limitRows].map(({ label, value }) => (
              <PlanRow key={label} label={label} plans={plans} value={value} />
            ))}
            {plans.some(describeKeyAge) && (
              <PlanRow
                label={t('planCredentials.label')}
                plans={plans}
                value={plan => describeKeyAge(plan) ?? '–'}
              />
            )}
            {plans.some(({ dedicatedKey }) => dedicatedKey) && (
              <PlanRow
                label={t('dedicatedKey.label')}
                plans={plans}
                value={({ dedicatedKey }) =>
                  dedicatedKey
                    ? t('dedicatedKey.own')
                    : t('dedicatedKey.shared')
                }
              />
            )}
            <PlanRow
              label="Decision"
              plans={plans}
              value={() =>
                product.approval === 'automatic' ? 'At once' : 'By the owner'
              }
            />
            <PlanRow
              label=""
              plans={plans}
              value={plan => <SubscribeButton product={product} plan={plan} />}
            />
          </tbody>
        </table>
      </div>
      <CountingNote isHard={plans.some(({ limits }) => limits?.quota?.hard)} />
    </PageSection>
  );
}

function PlanTitles({ plans }: { plans: Plan[] }) {
  return (
    <thead>
      <tr>
        <td className={styles.corner} />
        {plans.map(({ id, title, description }) => (
          <th key={id} scope="col" className={styles.plan}>
            <span className={styles.planTitle}>
              <Text variant="title-x-small" weight="bold">
                {title}
              </Text>
              <Text variant="body-small" color="secondary">
                {description}
              </Text>
            </span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function PlanRow(props: {
  label: string;
  plans: Plan[];
  value: (plan: Plan) => ReactNode;
}) {
  const { label, plans, value } = props;
  return (
    <tr>
      {label ? <th scope="row">{label}</th> : <td />}
      {plans.map(plan => (
        <td key={plan.id}>{value(plan)}</td>
      ))}
    </tr>
  );
}

/** One row for each kind of component that any of the plans has. */
function priceRows(plans: Plan[]) {
  const used = new Set(
    plans.flatMap(({ price }) => price?.components.map(({ type }) => type)),
  );
  const kinds = priceComponentKinds.filter(({ type }) => used.has(type));
  return kinds.length > 0
    ? kinds.map(({ type, title }) => ({
        label: title,
        value: (plan: Plan) => charge(plan, type),
      }))
    : [{ label: 'Price', value: ({ price }: Plan) => describePrice(price) }];
}

function charge({ price }: Plan, type: PriceComponent['type']) {
  if (!price || isFree(price)) {
    return describePrice(price);
  }
  return (
    price.components
      .filter(each => each.type === type)
      .map(each => describeComponentIn(price.currency, each))
      .join(' + ') || '–'
  );
}
