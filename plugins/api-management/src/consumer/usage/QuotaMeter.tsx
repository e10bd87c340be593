import { Text } from '@backstage/ui';
import type { Quota } from '@oaf/backstage-plugin-api-management-common';
import { DateTime } from 'luxon';
import { useOperation } from '../../shared/api';
import { Loaded } from '../../shared/components';
import { formatCount } from '../../shared/format';
import styles from './Usage.module.css';

/** How much of the quota is used and left in the running day, week or month (UTC), by all subscriptions that share it. */
export function QuotaMeter(props: {
  applicationId: string;
  productId: string;
  quota: Quota;
}) {
  const { applicationId, productId, quota } = props;
  const usage = useOperation(
    'getUsage',
    {
      query: {
        side: 'consumer',
        applicationId,
        productId,
        interval: 'day',
        _from: DateTime.utc().startOf(quota.period).toJSDate(),
      },
    },
    { refetchInterval: 10_000 },
  );
  return (
    <Loaded query={usage} lines={1}>
      {({ totals }) => <QuotaBar used={totals.billableCalls} quota={quota} />}
    </Loaded>
  );
}

function QuotaBar({ used, quota }: { used: number; quota: Quota }) {
  const left = Math.max(0, quota.limit - used);
  const share = Math.min(1, used / quota.limit);
  return (
    <div className={styles.quota}>
      <div
        role="meter"
        aria-label={`Quota of this ${quota.period}`}
        aria-valuemin={0}
        aria-valuemax={quota.limit}
        aria-valuenow={Math.min(used, quota.limit)}
        className={styles.meter}
      >
        <div
          className={styles.meterFill}
          data-full={left === 0 || undefined}
          style={{ width: `${share * 100}%` }}
        />
      </div>
      <Text as="div" variant="body-small" className={styles.quotaLine}>
        <span>{formatCount(used)} used</span>
        <span>
          {formatCount(left)} left this {quota.period}
        </span>
      </Text>
    </div>
  );
}
