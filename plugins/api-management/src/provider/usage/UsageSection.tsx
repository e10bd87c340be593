import type { GetUsage } from '@oaf/backstage-plugin-api-management-common';
import { Loaded, PageSection, UsageChart, useOperation } from '../../shared';
import { RangeToggle } from './RangeToggle';
import { liveUsage, useRange } from './useRange';

/** Calls to one thing over time. */
export function UsageSection(props: {
  /** What the usage is narrowed to. */
  query: Pick<
    GetUsage['query'],
    'subscriptionId' | 'productId' | 'gatewayApiId'
  >;
}) {
  const { range, changeRange, query } = useRange();
  const usage = useOperation(
    'getUsage',
    {
      query: { side: 'provider', ...props.query, ...query },
    },
    liveUsage,
  );
  return (
    <PageSection
      title="Usage"
      actions={<RangeToggle range={range} onChange={changeRange} />}
    >
      <Loaded query={usage} lines={6}>
        {answer => <UsageChart usage={answer} />}
      </Loaded>
    </PageSection>
  );
}
