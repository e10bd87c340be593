import type {
  GetUsage,
  Usage,
} from '@oaf/backstage-plugin-api-management-common';
import {
  ListToolbarFrame,
  liveUsage,
  Loaded,
  PageBody,
  PageSection,
  type ChartTime,
  RangeControls,
  UsageChart,
  UsageTotals,
  useOperation,
  useRange,
} from '../../shared';
import { GroupByToggle } from './GroupByToggle';
import { UsageGroups } from './UsageGroups';
import { useGroupBy } from './useGroupBy';

type GroupBy = NonNullable<GetUsage['query']['groupBy']>;

/** Usage of everything the reader provides, by product, API, application or subscription. */
export function UsagePage() {
  const { range, changeRange, query, time } = useRange();
  const { groupBy, changeGroupBy } = useGroupBy();
  const usage = useOperation(
    'getUsage',
    {
      query: { side: 'provider', groupBy, ...query },
    },
    liveUsage,
  );
  return (
    <PageBody>
      <ListToolbarFrame
        actions={<RangeControls range={range} onChange={changeRange} />}
      >
        <GroupByToggle groupBy={groupBy} onChange={changeGroupBy} />
      </ListToolbarFrame>
      <Loaded query={usage} lines={8}>
        {answer => (
          <UsageSections usage={answer} groupBy={groupBy} time={time} />
        )}
      </Loaded>
    </PageBody>
  );
}

function UsageSections(props: {
  usage: Usage;
  groupBy: GroupBy;
  time: ChartTime;
}) {
  const { usage, groupBy, time } = props;
  return (
    <>
      <UsageTotals usage={usage} />
      <PageSection title="Calls">
        <UsageChart usage={usage} time={time} height={240} />
      </PageSection>
      <PageSection title="Who and what" flush>
        <UsageGroups groups={usage.groups} groupBy={groupBy} />
      </PageSection>
    </>
  );
}
