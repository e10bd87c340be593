import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Deployment } from '@oaf/backstage-plugin-api-management-common';
import { ProgressBar } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Infrastructure.module.css';

/** How many of the resources that change are done; nothing while it is not known how many change. */
export function DeploymentProgressBar({
  deployment: { progress, state },
}: {
  deployment: Deployment;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { done, total } = progress;
  if (total === 0) {
    return null;
  }
  const words = t('deployment.progress', {
    done: String(done),
    total: String(total),
  });
  return (
    <div className={styles.progress}>
      <span className={styles.quiet}>{words}</span>
      <ProgressBar
        label={words}
        done={done}
        total={total}
        tone={state === 'failed' ? 'negative' : undefined}
      />
    </div>
  );
}
