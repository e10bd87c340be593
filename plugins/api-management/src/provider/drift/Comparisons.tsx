import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import type { DriftComparison } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import {
  Chip,
  formatCount,
  Loaded,
  OffsetPages,
  PageSection,
  RelativeTime,
  type Tone,
  useOperation,
  useOperationMutation,
  useRereadOnChange,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { NoGateway } from '../gateways/NoGateway';
import styles from './Drift.module.css';

const limit = 10;
const PACE_MS = 2_000;

const tones: Record<DriftComparison['state'], Tone> = {
  never: 'neutral',
  waiting: 'warning',
  comparing: 'warning',
  compared: 'positive',
  failed: 'negative',
};

const isUnderWay = ({ state }: DriftComparison) =>
  state === 'waiting' || state === 'comparing';

/** The gateways, when each was compared, and a button to do it now. */
export function Comparisons() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const [offset, setOffset] = useState(0);
  const comparisons = useOperation(
    'listDriftComparisons',
    { query: { offset, limit } },
    {
      refetchInterval: ({ state }) =>
        state.data?.items.some(isUnderWay) ? PACE_MS : 30_000,
    },
  );
  // What was found is there when a comparison is over.
  useRereadOnChange(comparisons.data?.items.filter(isUnderWay).length);
  return (
    <PageSection
      title={t('gatewayDrift.gateways')}
      description={t('gatewayDrift.gatewaysDetail')}
    >
      <Loaded query={comparisons}>
        {({ items, totalItems }) => (
          <>
            {totalItems === 0 ? (
              <NoGateway description={t('gatewayDrift.noGatewayDetail')} />
            ) : null}
            <ul className={styles.list}>
              {items.map(comparison => (
                <li key={comparison.gateway.id}>
                  <ComparisonEntry comparison={comparison} />
                </li>
              ))}
            </ul>
            <OffsetPages
              limit={limit}
              offset={offset}
              totalItems={totalItems}
              onChange={setOffset}
            />
          </>
        )}
      </Loaded>
    </PageSection>
  );
}

function ComparisonEntry({ comparison }: { comparison: DriftComparison }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { gateway, account, region, state, findings, failure } = comparison;
  const title = gateway.title ?? gateway.id;
  return (
    <section className={styles.entry} aria-label={title}>
      <header className={styles.head}>
        <div>
          <Text as="h3" weight="bold">
            {title}
          </Text>
          <Text as="p" variant="body-small" color="secondary">
            {account} · {region} · {t('gatewayDrift.comparedAt')}{' '}
            <RelativeTime at={comparison.comparedAt} />
            {findings > 0 &&
              ` · ${t('gatewayDrift.findings', {
                findings: formatCount(findings),
              })}`}
          </Text>
        </div>
        <span className={styles.chips}>
          <Chip tone={tones[state]}>
            {t(`gatewayDriftComparison.${state}`)}
          </Chip>
          {comparison.mayCompare && <CompareButton comparison={comparison} />}
        </span>
      </header>
      {failure && <Alert status="danger" icon title={failure} />}
    </section>
  );
}

function CompareButton({ comparison }: { comparison: DriftComparison }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const compare = useOperationMutation('compareGateway');
  const path = { gatewayId: comparison.gateway.id };
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        isDisabled={isUnderWay(comparison) || compare.isPending}
        onPress={() => compare.mutate({ path })}
      >
        {t('gatewayDrift.compareNow')}
      </Button>
      {compare.error && (
        <Alert status="danger" icon title={compare.error.message} />
      )}
    </>
  );
}
