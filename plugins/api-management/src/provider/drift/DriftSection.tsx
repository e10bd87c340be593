import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import {
  ErrorState,
  OffsetPages,
  PageSection,
  useOperation,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { DriftList } from './DriftList';

const limit = 5;
const PACE_MS = 2_000;

/** What of a product, an API or a gateway is not as it should be; nothing while all of it is. */
export function DriftSection(props: {
  of: { productId: string } | { gatewayApiId: string } | { gatewayId: string };
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const [offset, setOffset] = useState(0);
  const findings = useOperation(
    'listDriftFindings',
    { query: { ...props.of, offset, limit } },
    {
      refetchInterval: ({ state }) =>
        state.data?.items.some(one => one.state === 'repairing')
          ? PACE_MS
          : 30_000,
    },
  );
  const { data, error } = findings;
  if (!error && !data?.totalItems) {
    return null;
  }
  return (
    <PageSection
      title={t('gatewayDrift.title')}
      description={t('gatewayDrift.sectionDetail')}
    >
      {data ? (
        <>
          <DriftList items={data.items} />
          <OffsetPages
            limit={limit}
            offset={offset}
            totalItems={data.totalItems}
            onChange={setOffset}
          />
        </>
      ) : (
        <ErrorState error={error} onRetry={() => findings.refetch()} />
      )}
    </PageSection>
  );
}
