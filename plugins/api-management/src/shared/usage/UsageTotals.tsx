import type { Usage } from '@oaf/backstage-plugin-api-management-common';
import { RelativeTime } from '../components';
import { formatCount, formatMilliseconds } from '../format';
import { UncountedNote } from './UncountedNote';
import styles from './UsageTotals.module.css';

/** The sums over the shown time. */
export function UsageTotals({ usage }: { usage: Usage }) {
  const { totals, meteredUntil, uncounted } = usage;
  const facts = [
    ['Calls', formatCount(totals.calls)],
    ['Billable calls', formatCount(totals.billableCalls)],
    ['Client errors', formatCount(totals.clientErrors)],
    ['Server errors', formatCount(totals.serverErrors)],
    ['Over the limit', formatCount(totals.throttledCalls)],
    ['Median latency', formatMilliseconds(totals.p50)],
    ['95th percentile', formatMilliseconds(totals.p95)],
    ['99th percentile', formatMilliseconds(totals.p99)],
  ];
  return (
    <div>
      <dl className={styles.totals}>
        {facts.map(([label, value]) => (
          <div key={label} className={styles.total}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {meteredUntil && (
        <p className={styles.metered}>
          Counted up to <RelativeTime at={meteredUntil} />
        </p>
      )}
      <UncountedNote accounts={uncounted} />
    </div>
  );
}
