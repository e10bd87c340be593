import { Select } from '@backstage/ui';
import type { GetUsage } from '@oaf/backstage-plugin-api-management-common';
import { calendarMonth } from '@oaf/rating';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useOperation } from '../../shared/api';
import { Loaded, PageBody, PageSection } from '../../shared/components';
import { monthOptions } from '../../shared/format';
import { UsageChart } from '../../shared/usage';
import { BillList } from '../costs/BillList';
import { UsageByTable } from '../costs/UsageByTable';
import { currentPeriod } from '../figures';
import { UsageTotals } from '../usage/UsageTotals';

/** What the reader's applications used and cost in a month. */
export function CostsPage() {
  const [params, setParams] = useSearchParams();
  const period = params.get('period') ?? currentPeriod();
  return (
    <PageBody>
      <div>
        <PeriodSelect
          period={period}
          onChange={next => setParams({ period: next }, { replace: true })}
        />
      </div>
      <MonthUsage period={period} />
      <BillList key={period} period={period} />
    </PageBody>
  );
}

function PeriodSelect(props: {
  period: string;
  onChange: (period: string) => void;
}) {
  const options = useMemo(monthOptions, []);
  return (
    <Select
      aria-label="Month"
      style={{ width: '12rem' }}
      value={props.period}
      onChange={key => props.onChange(String(key))}
      options={options}
    />
  );
}

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
            <UsageTotals counts={answer.totals} />
            <UsageChart usage={answer} height={180} />
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
