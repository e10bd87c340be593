import type { ListBills } from '@oaf/backstage-plugin-api-management-common';
import { useOperation } from '../api';
import { EmptyState, Loaded, PageSection, StateChip } from '../components';
import { formatPeriod } from '../format';
import { BillLines } from './BillLines';
import { currentPeriod } from './usePeriod';

/** This month's bill of one subscription, as it stands now. */
export function CurrentBill(props: {
  subscriptionId: string;
  side: NonNullable<ListBills['query']['side']>;
}) {
  const period = currentPeriod();
  const bills = useOperation(
    'listBills',
    { query: { ...props, period, limit: 1 } },
    { refetchInterval: 30_000 },
  );
  const bill = bills.data?.items[0];
  return (
    <PageSection
      title={`Cost in ${formatPeriod(period)}`}
      actions={bill && <StateChip state={bill.state} />}
    >
      <Loaded query={bills}>
        {() =>
          bill ? (
            <BillLines bill={bill} />
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
