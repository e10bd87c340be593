import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { apiManagementTranslationRef } from '../../translation';
import { errorMessage, errorStatus, isSessionOver } from '../api';
import { SessionOver } from './SessionOver';

const titles = {
  403: 'error.refused',
  404: 'error.absent',
  409: 'error.changed',
} as const;

/** The heading of an error of the backend. */
export const errorTitle = (error: Error) =>
  titles[errorStatus(error) as keyof typeof titles] ?? 'error.other';

/** Why something could not be loaded or done, with what can be done about it. */
export function ErrorState(props: {
  error: Error | null | undefined;
  onRetry?: () => void;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { error, onRetry } = props;
  if (!error) {
    return null;
  }
  if (isSessionOver(error)) {
    return <SessionOver onRetry={onRetry} />;
  }
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t(errorTitle(error))}
      description={errorMessage(error)}
      customActions={
        onRetry && (
          <Button size="small" variant="secondary" onPress={onRetry}>
            {t('common.retry')}
          </Button>
        )
      }
    />
  );
}
