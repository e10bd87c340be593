import {
  CallsSection,
  ListToolbarFrame,
  liveUsage,
  Loaded,
  PageBody,
  PageSection,
  RangeControls,
  UsageBreakdown,
  UsageChart,
  UsageTotals,
  useOperation,
  useRange,
} from '../../shared';
import { ErrorSpots } from './ErrorSpots';
import { UsageGaps } from './UsageGaps';
import { useGroupHref } from './useGroupHref';
import { useUsageFilters } from './useUsageFilters';

const groups = [
  'product',
  'gatewayApi',
  'operation',
  'statusClass',
  'plan',
  'application',
  'subscription',
] as const;

/** Usage of everything the reader provides. */
export function UsagePage() {
  const { range, changeRange, query, time } = useRange();
  const { filters, narrowed } = useUsageFilters();
  const { interval, ...times } = query;
  const scope = { side: 'provider', ...narrowed, ...times } as const;
  const usage = useOperation(
    'getUsage',
    { query: { ...scope, interval } },
    liveUsage,
  );
  const getHref = useGroupHref();
  return (
    <PageBody>
      <ListToolbarFrame
        actions={<RangeControls range={range} onChange={changeRange} />}
      />
      <Loaded query={usage} lines={8}>
        {answer => (
          <>
            <UsageTotals usage={answer} />
            <PageSection title="Calls">
              <UsageChart usage={answer} time={time} height={240} />
            </PageSection>
          </>
        )}
      </Loaded>
      <UsageBreakdown
        query={scope}
        groups={groups}
        filters={filters}
        getHref={getHref}
      />
      <ErrorSpots query={scope} getHref={getHref} />
      {narrowed.productId && (
        <CallsSection
          query={{ side: 'provider', productId: narrowed.productId }}
        />
      )}
      <UsageGaps query={{ productId: narrowed.productId, ...times }} />
    </PageBody>
  );
}
