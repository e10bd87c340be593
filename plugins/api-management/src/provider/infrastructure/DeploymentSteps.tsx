import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Deployment } from '@oaf/backstage-plugin-api-management-common';
import { EntityName, TimelineEntry, TimelineList } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';

/** The states that a deployment went through, when and by whom. */
export function DeploymentSteps({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <TimelineList>
      {deployment.steps.map(({ state, at, by }, index) => (
        <TimelineEntry
          key={index}
          what={t(`state.${state}`)}
          who={
            by ? (
              <EntityName entityRef={by} size="small" />
            ) : (
              t('deployment.byInstallation')
            )
          }
          at={at}
        />
      ))}
    </TimelineList>
  );
}
