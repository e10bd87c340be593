import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { apiManagementTranslationRef } from '../../translation';
import { errorMessage, errorStatus } from '../api';

const titles: Record<number, string> = {
  403: 'You are not allowed to see this',
  404: 'This does not exist, or you are not allowed to see it',
  409: 'This changed in the meantime',
};

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
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={titles[errorStatus(error) ?? 0] ?? 'This did not work'}
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
