import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import type { Quota } from '@oaf/backstage-plugin-api-management-common';
import { DateTime } from 'luxon';
import { useOperation } from '../../shared/api';
import { Loaded, Meter, RelativeTime } from '../../shared/components';
import { formatCount, formatUtc } from '../../shared/format';
import { UncountedNote } from '../../shared/usage';
import { apiManagementTranslationRef } from '../../translation';
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
      {({ totals, uncounted }) =>
        uncounted.length > 0 ? (
          <UncountedNote accounts={uncounted} />
        ) : (
          <QuotaBar used={totals.billableCalls} quota={quota} />
        )
      }
    </Loaded>
  );
}

/** When the running period is over, and the quota begins anew. */
const resetOf = ({ period }: Quota) =>
  DateTime.utc()
    .startOf(period)
    .plus({ [period]: 1 })
    .toJSDate();

const LEAST_MS = 3_600_000;

/**
 * When the quota is used up if calls go on as they came since its period began, evenly by time. Undefined when that is not
 * before it begins anew, `unknown` in the period's first hour and without calls.
 */
function exhaustionOf(used: number, { limit, period }: Quota) {
  const start = DateTime.utc().startOf(period).toMillis();
  const elapsed = Date.now() - start;
  if (used === 0 || elapsed < LEAST_MS) {
    return 'unknown';
  }
  const at = new Date(start + (elapsed * limit) / used);
  return at < resetOf({ limit, period }) ? at : undefined;
}

function QuotaPace({ used, quota }: { used: number; quota: Quota }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { period } = quota;
  const at = exhaustionOf(used, quota);
  return at === 'unknown' ? null : (
    <Text as="div" variant="body-small" color="secondary">
      {at
        ? t('quota.reached', { period, at: formatUtc(at) })
        : t('quota.lasts', { period })}
    </Text>
  );
}

function QuotaBar({ used, quota }: { used: number; quota: Quota }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { limit, period } = quota;
  const left = Math.max(0, limit - used);
  const reset = resetOf(quota);
  return (
    <div className={styles.quota}>
      {left === 0 && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('quota.usedUp', { period })}
          description={t('quota.refused', { at: formatUtc(reset) })}
        />
      )}
      <Meter
        label={t('quota.ofPeriod', { period })}
        used={used}
        most={limit}
        isFull={left === 0}
      />
      <Text as="div" variant="body-small" className={styles.quotaLine}>
        <span>{t('quota.used', { used: formatCount(used) })}</span>
        <span>{t('quota.left', { left: formatCount(left), period })}</span>
      </Text>
      {left > 0 && <QuotaPace used={used} quota={quota} />}
      <Text as="div" variant="body-small" color="secondary">
        {`${t('quota.reset')} `}
        <RelativeTime at={reset} />
        {`, ${formatUtc(reset)}`}
      </Text>
    </div>
  );
}
