import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import {
  Facts,
  PageSection,
  PriceText,
  RelativeTime,
} from '../../shared/components';
import {
  countOf,
  describeKeyAge,
  describeQuota,
  formatRate,
} from '../../shared/format';
import { apiManagementTranslationRef } from '../../translation';
import { CountingNote } from '../product/CountingNote';
import { QuotaMeter } from '../usage/QuotaMeter';
import { usePaths } from '../usePaths';

/** The plan's price and limits, and how much of the quota is left. */
export function PlanSection({ subscription }: { subscription: Subscription }) {
  const { application, plan, product, requestedAt, activeAt, endedAt } =
    subscription;
  const { limits } = plan;
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const quota = limits?.quota;
  const paths = usePaths();
  return (
    <PageSection
      title={`Plan: ${plan.title}`}
      actions={
        <Link href={`${paths.product(product.id)}/reference`}>Reference</Link>
      }
    >
      <Facts
        facts={[
          ['Price', <PriceText key="price" price={plan.price} />],
          ['Rate', limits && formatRate(limits.rate)],
          ['Burst', limits && countOf(limits.burst, 'request')],
          ['Quota', limits && describeQuota(limits)],
          [t('planCredentials.label'), describeKeyAge(plan)],
          [
            t('dedicatedKey.label'),
            plan.dedicatedKey ? t('dedicatedKey.own') : undefined,
          ],
          ['Requested', <RelativeTime key="requested" at={requestedAt} />],
          ['Active since', activeAt && <RelativeTime key="a" at={activeAt} />],
          ['Ended', endedAt && <RelativeTime key="ended" at={endedAt} />],
        ]}
      />
      {quota && activeAt && (
        <QuotaMeter
          applicationId={application.id}
          productId={product.id}
          quota={quota}
        />
      )}
      <CountingNote isHard={quota?.hard} />
    </PageSection>
  );
}
