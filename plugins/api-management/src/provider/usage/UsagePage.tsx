import type {
  GetUsage,
  Usage,
} from '@oaf/backstage-plugin-api-management-common';
import {
  ListToolbarFrame,
  Loaded,
  PageBody,
  PageSection,
  UsageChart,
  useOperation,
} from '../../shared';
import { GroupByToggle } from './GroupByToggle';
import { RangeToggle } from './RangeToggle';
import { UsageGroups } from './UsageGroups';
import { UsageTotals } from './UsageTotals';
import { useGroupBy } from './useGroupBy';
import { liveUsage, useRange } from './useRange';

type GroupBy = NonNullable<GetUsage['query']['groupBy']>;

/** Usage of everything the reader provides, by product, API, application or subscription. */
export function UsagePage() {
  const { range, changeRange, query } = useRange();
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
        actions={<RangeToggle range={range} onChange={changeRange} />}
      >
        <GroupByToggle groupBy={groupBy} onChange={changeGroupBy} />
      </ListToolbarFrame>
      <Loaded query={usage} lines={8}>
        {answer => <UsageSections usage={answer} groupBy={groupBy} />}
      </Loaded>
    </PageBody>
  );
}

function UsageSections(props: { usage: Usage; groupBy: GroupBy }) {
  const { usage, groupBy } = props;
  return (
    <>
      <UsageTotals usage={usage} />
      <PageSection title="Calls">
        <UsageChart usage={usage} height={240} />
      </PageSection>
      <PageSection title="Who and what" flush>
        <UsageGroups groups={usage.groups} groupBy={groupBy} />
      </PageSection>
    </>
  );
}
