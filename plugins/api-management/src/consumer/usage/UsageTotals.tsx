import { Text } from '@backstage/ui';
import type { UsageCounts } from '@oaf/backstage-plugin-api-management-common';
import { formatCount } from '../../shared/format';
import styles from './Usage.module.css';

/** The sums of a range, side by side. */
export function UsageTotals({ counts }: { counts: UsageCounts }) {
  const errors = counts.clientErrors + counts.serverErrors;
  return (
    <dl className={styles.totals}>
      <Total label="Calls" value={formatCount(counts.calls)} />
      <Total label="Billable" value={formatCount(counts.billableCalls)} />
      <Total label="Errors" value={formatCount(errors)} />
      <Total label="Throttled" value={formatCount(counts.throttledCalls)} />
      <Total
        label="Average latency"
        value={`${formatCount(Math.round(counts.averageLatency))} ms`}
      />
    </dl>
  );
}

function Total(props: { label: string; value: string }) {
  return (
    <div>
      <dt>
        <Text variant="body-small" color="secondary">
          {props.label}
        </Text>
      </dt>
      <dd>
        <Text variant="title-x-small" weight="bold">
          {props.value}
        </Text>
      </dd>
    </div>
  );
}
