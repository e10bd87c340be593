import type { ListBills } from '@oaf/backstage-plugin-api-management-common';
import { Text } from '@backstage/ui';
import { useOperation } from '../api';
import { EmptyState, Loaded, PageSection, StateChip } from '../components';
import { formatPeriod } from '../format';
import { BillLines } from './BillLines';
import { Forecast } from './Forecast';
import { currentPeriod } from './usePeriod';

/** This month's bill of one subscription, as it stands now. */
export function CurrentBill(props: {
  subscriptionId: string;
  side: NonNullable<ListBills['query']['side']>;
}) {
  const period = currentPeriod();
  const bills = useOperation(
    'listBills',
    { query: { ...props, period } },
    { refetchInterval: 30_000 },
  );
  const [bill, ...others] = bills.data?.items ?? [];
  return (
    <PageSection
      title={`Cost in ${formatPeriod(period)}`}
      actions={bill && <StateChip state={bill.state} />}
    >
      <Loaded query={bills}>
        {() =>
          bill ? (
            [bill, ...others].map(each => (
              <section key={each.id} aria-label={each.planTitle}>
                {others.length > 0 && <Text as="h3">{each.planTitle}</Text>}
                <BillLines bill={each} />
                <Forecast bill={each} />
              </section>
            ))
          ) : (
            <EmptyState
              title="No bill this month"
              description="A bill begins when the subscription becomes active."
            />
          )
        }
      </Loaded>
    </PageSection>
  );
}
