import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Header } from '@backstage/ui';
import type { AccountLinkBatch } from '@oaf/backstage-plugin-api-management-common';
import { useParams, useSearchParams } from 'react-router-dom';
import {
  Crumb,
  Loaded,
  PageBody,
  PageSection,
  RelativeTime,
  Stepper,
  useOperation,
} from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import { usePaths } from '../../usePaths';
import {
  batchProgress,
  type BatchStepId,
  batchStepIds,
  currentBatchStep,
} from './batchSteps';
import { BatchTrustStep } from './BatchTrustStep';
import { BatchVerifyStep } from './BatchVerifyStep';
import { RefusedRows } from './RefusedRows';

/** Many accounts that are linked together, from where that was left. */
export function BatchPage() {
  const { batchId = '' } = useParams();
  const batch = useOperation(
    'getAccountLinkBatch',
    { path: { batchId } },
    { refetchInterval: ({ state }) => state.data?.verifying && 1_500 },
  );
  return (
    <Loaded isPage query={batch} lines={6}>
      {answer => <BatchContent batch={answer} />}
    </Loaded>
  );
}

function BatchContent({ batch }: { batch: AccountLinkBatch }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  const [params, setParams] = useSearchParams();
  const goTo = (step: string) => setParams({ step });
  const progress = batchProgress(batch);
  const current =
    batchStepIds.find(
      id => id === params.get('step') && progress[id].isReachable,
    ) ?? currentBatchStep(batch);
  const contents: Record<BatchStepId, JSX.Element | null> = {
    rows: null,
    trust: <BatchTrustStep batch={batch} onNext={() => goTo('verify')} />,
    verify: <BatchVerifyStep batch={batch} />,
  };
  return (
    <Crumb
      label={t('accountAction.linkMany')}
      href={paths.accountBatch(batch.id)}
    >
      <Header
        title="Link many accounts"
        metadata={[
          { label: 'Begun', value: <RelativeTime at={batch.createdAt} /> },
        ]}
      />
      <PageBody>
        {batch.refusedRows.length > 0 && (
          <RefusedRows rows={batch.refusedRows} />
        )}
        <PageSection>
          <Stepper
            label="Steps"
            current={current}
            onChange={goTo}
            steps={batchStepIds.map(id => ({
              id,
              title: t(`batchStep.${id}`),
              ...progress[id],
              content: contents[id],
            }))}
          />
        </PageSection>
      </PageBody>
    </Crumb>
  );
}
