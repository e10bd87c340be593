import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Header } from '@backstage/ui';
import type { Deployment } from '@oaf/backstage-plugin-api-management-common';
import { useParams } from 'react-router-dom';
import { Crumb, Loaded, PageBody, useOperation } from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import { usePaths } from '../../usePaths';
import { useStackOf } from '../useStackOf';
import { FilledForm } from './FilledForm';

/** Deploys once more what failed or was cancelled; secrets have to be given again, unless the stack has them. */
export function DeployAgainPage() {
  const { deploymentId = '' } = useParams();
  const deployment = useOperation('getDeployment', { path: { deploymentId } });
  return (
    <Loaded isPage query={deployment} lines={6}>
      {answer => <DeployAgain deployment={answer} />}
    </Loaded>
  );
}

function DeployAgain({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  return (
    <Crumb label={deployment.stackName} href={paths.deployment(deployment.id)}>
      <Header
        title={`${t('deployment.deploy')} ${deployment.stackName}`}
        description={t('infrastructure.deployDescription')}
      />
      <PageBody>
        <Loaded query={useStackOf(deployment)} lines={6}>
          {stack => (
            <FilledForm deployed={deployment} isUpdate={stack !== null} />
          )}
        </Loaded>
      </PageBody>
    </Crumb>
  );
}
