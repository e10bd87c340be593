import type { GetUsage } from '@oaf/backstage-plugin-api-management-common';
import { calendarMonth } from '@oaf/rating';
import { useState } from 'react';
import { useOperation } from '../../shared/api';
import { Loaded, PageBody, PageSection } from '../../shared/components';
import { MonthSelect, usePeriod } from '../../shared/billing';
import { type ChartTime, UsageChart, UsageTotals } from '../../shared/usage';
import { BillList } from '../costs/BillList';
import { UsageByTable } from '../costs/UsageByTable';

/** What the reader's applications used and cost in a month. */
export function CostsPage() {
  const { period, changePeriod } = usePeriod();
  return (
    <PageBody>
      <MonthSelect period={period} onChange={changePeriod} />
      <MonthUsage period={period} />
      <BillList key={period} period={period} />
    </PageBody>
  );
}

/** A bill's month is one of UTC, and so are its days. */
const billedDays: ChartTime = { interval: 'day', zone: 'UTC' };

type GroupBy = Extract<GetUsage['query']['groupBy'], 'application' | 'product'>;

function MonthUsage({ period }: { period: string }) {
  const [groupBy, setGroupBy] = useState<GroupBy>('application');
  const { start, end } = calendarMonth(period);
  const usage = useOperation('getUsage', {
    query: {
      side: 'consumer',
      interval: 'day',
      groupBy,
      _from: new Date(start),
      to: new Date(end),
    },
  });
  return (
    <PageSection title="Usage">
      <Loaded query={usage} lines={6}>
        {answer => (
          <>
            <UsageTotals usage={answer} />
            <UsageChart usage={answer} time={billedDays} height={180} />
            <UsageByTable
              groups={answer.groups}
              groupBy={groupBy}
              onGroupByChange={setGroupBy}
            />
          </>
        )}
      </Loaded>
    </PageSection>
  );
}
