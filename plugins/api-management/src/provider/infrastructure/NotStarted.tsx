import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { ErrorState, errorMessage, isSessionOver } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';

/** Why nothing was started; what the backend says tells what to do. */
export function NotStarted({ error }: { error: Error | undefined }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  if (!error || isSessionOver(error)) {
    return <ErrorState error={error} />;
  }
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('infrastructure.notStarted')}
      description={errorMessage(error)}
    />
  );
}
