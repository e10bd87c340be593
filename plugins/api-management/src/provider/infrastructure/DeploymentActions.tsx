import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type Deployment,
  type DeploymentDecision,
  deploymentDecisions,
  isDeploymentOver,
} from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { ReasonedButton } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { usePaths } from '../usePaths';
import { CancelDialog } from './CancelDialog';
import { cancelWord } from './cancelWord';
import { ConfirmChangesDialog } from './ConfirmChangesDialog';
import { reasonAgainst } from './reasonAgainst';
import { RemoveButton } from './RemoveButton';
import { ReasonedLink } from './ReasonedLink';
import { useMayDeploy } from './useMayDeploy';
import { useOwnTemplateReason } from './useOwnTemplateReason';

type Props = { deployment: Deployment };

/** What the reader may do with a deployment now. */
export const DeploymentActions = ({ deployment }: Props) =>
  isDeploymentOver(deployment.state) ? (
    <AfterActions deployment={deployment} />
  ) : (
    <Decisions deployment={deployment} />
  );

function Decisions({ deployment }: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const [asked, setAsked] = useState<DeploymentDecision>();
  const close = () => setAsked(undefined);
  if (!useMayDeploy(deployment.action)) {
    return null;
  }
  const allowed = deploymentDecisions(deployment);
  const reason = (decision: DeploymentDecision) =>
    allowed.includes(decision)
      ? undefined
      : t(reasonAgainst(decision, deployment.state));
  return (
    <>
      <ReasonedButton
        variant="secondary"
        reason={reason('cancel')}
        onPress={() => setAsked('cancel')}
      >
        {t(cancelWord(deployment))}
      </ReasonedButton>
      <ReasonedButton
        reason={reason('confirm')}
        onPress={() => setAsked('confirm')}
      >
        {t('deployment.confirm')}
      </ReasonedButton>
      {asked === 'confirm' && (
        <ConfirmChangesDialog deployment={deployment} onClose={close} />
      )}
      {asked === 'cancel' && (
        <CancelDialog deployment={deployment} onClose={close} />
      )}
    </>
  );
}

/** Begins anew, or clears away, what did not come to a good end. */
function AfterActions({ deployment }: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  const mayDeploy = useMayDeploy();
  const reason = useOwnTemplateReason(deployment);
  if (deployment.state === 'succeeded') {
    return null;
  }
  const { id, action, state, accountLinkId, region, stackName } = deployment;
  return (
    <>
      {(action === 'destroy' || state === 'failed') && (
        <RemoveButton stack={{ accountLinkId, region, name: stackName }} />
      )}
      {action === 'deploy' && mayDeploy && (
        <ReasonedLink href={paths.deployAgain(id)} reason={reason}>
          {t('infrastructure.again')}
        </ReasonedLink>
      )}
    </>
  );
}
