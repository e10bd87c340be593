import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Stack } from '@oaf/backstage-plugin-api-management-common';
import { ErrorState, ReasonedButton, useOperationMutation } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { usePaths } from '../usePaths';
import { ReasonedLink } from './ReasonedLink';
import { RemoveButton } from './RemoveButton';
import { useMayDeploy } from './useMayDeploy';
import { useOwnTemplateReason } from './useOwnTemplateReason';

/** What the reader may do with a stack. */
export function StackActions({ stack }: { stack: Stack }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const reason = stack.liveDeploymentId ? t('infrastructure.live') : undefined;
  const ownTemplateReason = useOwnTemplateReason(stack);
  const mayDeploy = useMayDeploy();
  return (
    <>
      <RemoveButton stack={stack} reason={reason} />
      {mayDeploy && <DetectDrift stack={stack} reason={reason} />}
      {mayDeploy && (
        <Update stack={stack} reason={reason ?? ownTemplateReason} />
      )}
    </>
  );
}

type Props = { stack: Stack; reason: string | undefined };

function DetectDrift({ stack, reason }: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const detect = useOperationMutation('detectStackDrift');
  return (
    <>
      <ErrorState error={detect.error} />
      <ReasonedButton
        variant="secondary"
        reason={reason}
        isPending={detect.isPending || stack.drift.state === 'detecting'}
        onPress={() => detect.mutate({ path: { stackId: stack.id } })}
      >
        {t('infrastructure.detectDrift')}
      </ReasonedButton>
    </>
  );
}

function Update({ stack, reason }: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  return (
    <ReasonedLink href={paths.updateStack(stack.id)} reason={reason}>
      {t('infrastructure.update')}
    </ReasonedLink>
  );
}
