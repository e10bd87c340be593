import type { GetUsage } from '@oaf/backstage-plugin-api-management-common';
import { useOperation } from '../api';
import { Loaded, PageSection } from '../components';
import { CallsSection } from './calls/CallsSection';
import { RangeControls } from './RangeControls';
import { UsageBreakdown } from './UsageBreakdown';
import { UsageChart } from './UsageChart';
import { UsageTotals } from './UsageTotals';
import { liveUsage, useRange } from './useRange';

/** Calls over time, for a choice of ranges that is kept in the address, in detail and one by one. */
export function UsageSection(props: {
  /** What the usage is narrowed to. */
  query: Pick<
    GetUsage['query'],
    'side' | 'subscriptionId' | 'productId' | 'applicationId' | 'gatewayApiId'
  >;
}) {
  const { range, changeRange, query, time } = useRange();
  const usage = useOperation(
    'getUsage',
    {
      query: { ...props.query, ...query },
    },
    liveUsage,
  );
  const { interval, ...times } = query;
  return (
    <>
      <PageSection
        title="Usage"
        actions={<RangeControls range={range} onChange={changeRange} />}
      >
        <Loaded query={usage} lines={6}>
          {answer => (
            <>
              <UsageTotals usage={answer} />
              <UsageChart usage={answer} time={time} />
            </>
          )}
        </Loaded>
      </PageSection>
      <UsageBreakdown
        query={{ ...props.query, ...times }}
        groups={['operation', 'statusClass', 'gatewayApi', 'plan']}
      />
      <CallsSection query={props.query} />
    </>
  );
}
