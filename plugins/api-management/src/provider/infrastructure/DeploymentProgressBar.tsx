import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Deployment } from '@oaf/backstage-plugin-api-management-common';
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
      <div
        role="progressbar"
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        className={styles.bar}
      >
        <div
          className={styles.barFill}
          data-tone={state === 'failed' ? 'negative' : undefined}
          style={{ width: `${(done / total) * 100}%` }}
        />
      </div>
    </div>
  );
}
