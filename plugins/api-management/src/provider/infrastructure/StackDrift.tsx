import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { Stack } from '@oaf/backstage-plugin-api-management-common';
import { formatRelative } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';

/** Which resources somebody changed by hand and what to do; nothing when none is known of. */
export function StackDrift({ stack: { drift } }: { stack: Stack }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return drift.state === 'drifted' ? (
    <Alert
      status="warning"
      icon
      title={t('drift.title', { resources: drift.resources.join(', ') })}
      description={t('drift.remedy', {
        at: drift.detectedAt ? formatRelative(drift.detectedAt) : '',
      })}
    />
  ) : null;
}
