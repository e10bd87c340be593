import { ButtonLink } from '@backstage/ui';
import type { Bill } from '@oaf/backstage-plugin-api-management-common';
import { BillLines, formatPeriod, PageSection } from '../../shared';
import { usePaths } from '../usePaths';

/** The lines of one bill. */
export function BillDetail({ bill }: { bill: Bill }) {
  const paths = usePaths();
  return (
    <PageSection
      title={`${bill.product.title} for ${bill.application.title}`}
      description={`${bill.planTitle} plan, ${formatPeriod(bill.period)}`}
      actions={
        <ButtonLink
          variant="secondary"
          href={paths.subscription(bill.subscriptionId)}
        >
          Subscription
        </ButtonLink>
      }
    >
      <BillLines bill={bill} />
    </PageSection>
  );
}
