import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { DeploymentFailure } from '@oaf/backstage-plugin-api-management-common';
import { Facts } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Infrastructure.module.css';

/** What is wrong and what to do, and the resource whose failure it all came from. */
export function DeploymentFailureNotice(props: { failure: DeploymentFailure }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { message, resource, type, reason } = props.failure;
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={message}
      description={
        resource && (
          <div className={styles.apart}>
            <Facts
              facts={[
                [
                  t('deployment.failedResource'),
                  [resource, type && `(${type})`].filter(Boolean).join(' '),
                ],
                [t('deployment.failedReason'), reason],
              ]}
            />
          </div>
        )
      }
    />
  );
}
