import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import type { Stack } from '@oaf/backstage-plugin-api-management-common';
import { apiManagementTranslationRef } from '../../translation';
import { usePaths } from '../usePaths';

/** Leads to the deployment of a stack that is under way; nothing while none is. */
export function LiveDeployment({ stack }: { stack: Stack }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  return stack.liveDeploymentId ? (
    <Alert
      status="info"
      icon
      title={t('infrastructure.live')}
      customActions={
        <ButtonLink
          size="small"
          href={paths.deployment(stack.liveDeploymentId)}
        >
          {t('infrastructure.follow')}
        </ButtonLink>
      }
    />
  ) : null;
}
