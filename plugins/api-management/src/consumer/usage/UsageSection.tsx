import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type { GetUsage } from '@oaf/backstage-plugin-api-management-common';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { useOperation } from '../../shared/api';
import { Loaded, PageSection } from '../../shared/components';
import { UsageChart } from '../../shared/usage';
import { UsageTotals } from './UsageTotals';

type Range = '24 h' | '7 d' | '30 d';

const ranges: Record<Range, { hours: number; interval: 'hour' | 'day' }> = {
  '24 h': { hours: 24, interval: 'hour' },
  '7 d': { hours: 7 * 24, interval: 'day' },
  '30 d': { hours: 30 * 24, interval: 'day' },
};

/** New calls show up by themselves, gently. */
const refetchInterval = 10_000;

/** Calls over time, for a choice of ranges. */
export function UsageSection(props: {
  query: Pick<GetUsage['query'], 'side' | 'applicationId' | 'subscriptionId'>;
}) {
  const [range, setRange] = useState<Range>('24 h');
  const usage = useOperation(
    'getUsage',
    { query: { ...props.query, ...toPeriod(range) } },
    { refetchInterval },
  );
  return (
    <PageSection
      title="Usage"
      actions={<RangeToggle range={range} onChange={setRange} />}
    >
      <Loaded query={usage} lines={6}>
        {answer => (
          <>
            <UsageTotals counts={answer.totals} />
            <UsageChart usage={answer} />
          </>
        )}
      </Loaded>
    </PageSection>
  );
}

/** Starts at a full interval, so that the question stays the same until the next one begins. */
function toPeriod(range: Range) {
  const { hours, interval } = ranges[range];
  const start = DateTime.utc().startOf(interval).minus({ hours });
  return { interval, _from: start.plus({ [interval]: 1 }).toJSDate() };
}

function RangeToggle(props: {
  range: Range;
  onChange: (range: Range) => void;
}) {
  return (
    <ToggleButtonGroup
      aria-label="Range"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[props.range]}
      onSelectionChange={([range]) => props.onChange(range as Range)}
    >
      {Object.keys(ranges).map(range => (
        <ToggleButton key={range} id={range}>
          {range}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
