import { useOperation } from '../../shared/api';
import {
  BillLines,
  EmptyState,
  Loaded,
  PageSection,
  StateChip,
} from '../../shared/components';
import { formatPeriod } from '../../shared/format';
import { currentPeriod } from '../figures';

/** This month's bill of one subscription, as it stands now. */
export function BillSection({ subscriptionId }: { subscriptionId: string }) {
  const period = currentPeriod();
  const bills = useOperation(
    'listBills',
    { query: { side: 'consumer', subscriptionId, period, limit: 1 } },
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
