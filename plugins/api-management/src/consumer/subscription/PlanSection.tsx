import { Link } from '@backstage/ui';
import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import {
  Facts,
  PageSection,
  PriceText,
  RelativeTime,
} from '../../shared/components';
import { formatCount } from '../../shared/format';
import { CountingNote } from '../product/CountingNote';
import { QuotaMeter } from '../usage/QuotaMeter';
import { usePaths } from '../usePaths';

/** The plan's price and limits, and how much of the quota is left. */
export function PlanSection({ subscription }: { subscription: Subscription }) {
  const { application, plan, product, requestedAt, activeAt, endedAt } =
    subscription;
  const { rate, burst, quota } = plan.limits;
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
          ['Rate', `${formatCount(rate)} requests / s`],
          ['Burst', `${formatCount(burst)} requests`],
          [
            'Quota',
            quota
              ? `${formatCount(quota.limit)} calls / ${quota.period}`
              : 'None',
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
      <CountingNote />
    </PageSection>
  );
}
