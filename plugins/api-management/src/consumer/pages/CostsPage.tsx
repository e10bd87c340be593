import { calendarMonth } from '@oaf/rating';
import { useOperation } from '../../shared/api';
import { Loaded, PageBody, PageSection } from '../../shared/components';
import { InvoiceSection, MonthSelect, usePeriod } from '../../shared/billing';
import {
  type ChartTime,
  type GroupBy,
  UsageBreakdown,
  UsageChart,
  UsageTotals,
} from '../../shared/usage';
import { BillList } from '../costs/BillList';
import { usePaths } from '../usePaths';

/** What the reader's applications used and cost in a month. */
export function CostsPage() {
  const { period, changePeriod } = usePeriod();
  return (
    <PageBody>
      <MonthSelect period={period} onChange={changePeriod} />
      <MonthUsage period={period} />
      <BillList key={period} period={period} />
      <InvoiceSection side="consumer" />
    </PageBody>
  );
}

/** A bill's month is one of UTC, and so are its days. */
const billedDays: ChartTime = { interval: 'day', zone: 'UTC' };

function MonthUsage({ period }: { period: string }) {
  const paths = usePaths();
  const { start, end } = calendarMonth(period);
  const query = {
    side: 'consumer',
    _from: new Date(start),
    to: new Date(end),
  } as const;
  const usage = useOperation('getUsage', {
    query: { ...query, interval: 'day' },
  });
  return (
    <>
      <PageSection title="Usage">
        <Loaded query={usage} lines={6}>
          {answer => (
            <>
              <UsageTotals usage={answer} />
              <UsageChart usage={answer} time={billedDays} height={180} />
            </>
          )}
        </Loaded>
      </PageSection>
      <UsageBreakdown
        query={query}
        groups={['application', 'product', 'operation', 'statusClass']}
        getHref={({ id }, groupBy) =>
          ((
            {
              application: paths.application(id),
              product: paths.product(id),
            } as Partial<Record<GroupBy, string>>
          )[groupBy])
        }
      />
    </>
  );
}
