import { Text } from '@backstage/ui';
import { formatMoney, useOperation } from '../../shared';

/** Sum of all bills of a month, per currency. */
export function BillTotals({ period }: { period: string }) {
  const bills = useOperation('listBills', {
    query: { side: 'provider', period, limit: 1 },
  });
  return (
    <Text variant="title-x-small" weight="bold">
      {bills.data?.totals.map(formatMoney).join(' · ')}
    </Text>
  );
}
