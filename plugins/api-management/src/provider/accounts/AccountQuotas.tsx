import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { AccountQuota } from '@oaf/backstage-plugin-api-management-common';
import {
  Chip,
  EmptyState,
  formatCount,
  Loaded,
  Meter,
  PageSection,
  RelativeTime,
  useOperation,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Accounts.module.css';

/** From so much on somebody should look. */
const NEARLY = 0.9;

/** How many API keys and usage plans are in each region, of how many there may be. */
export function AccountQuotas({ id }: { id: string }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const quotas = useOperation('listAccountQuotas', {
    path: { accountLinkId: id },
  });
  return (
    <PageSection
      title={t('accountQuota.title')}
      description={t('accountQuota.description')}
    >
      <Loaded query={quotas} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              title={t('accountQuota.none')}
              description={t('accountQuota.noneDetail')}
            />
          ) : (
            <ul className={styles.quotas}>
              {items.map(quota => (
                <li key={`${quota.region} ${quota.resource}`}>
                  <Gauge quota={quota} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </PageSection>
  );
}

function Gauge({ quota: { region, resource, ...quota } }: GaugeProps) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { used, quota: most, countedAt } = quota;
  const title = t(`accountQuota.resource.${resource}`);
  const isFull = used >= most;
  return (
    <>
      <div className={styles.gaugeHead}>
        <Text weight="bold">
          {title} · {region}
        </Text>
        {used >= most * NEARLY && (
          <Chip tone={isFull ? 'negative' : 'warning'}>
            {t(isFull ? 'accountQuota.full' : 'accountQuota.nearly')}
          </Chip>
        )}
      </div>
      <Meter
        label={`${title}, ${region}`}
        used={used}
        most={most}
        isFull={isFull}
      />
      <div className={styles.gaugeLine}>
        <span>
          {t('accountQuota.used', {
            used: formatCount(used),
            most: formatCount(most),
          })}
        </span>
        <span>
          {t('accountQuota.counted')} <RelativeTime at={countedAt} />
        </span>
      </div>
      {isFull && (
        <p className={styles.sentence}>
          {t(`accountQuota.wayOut.${resource}`)}
        </p>
      )}
    </>
  );
}

type GaugeProps = { quota: AccountQuota };
