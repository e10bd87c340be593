import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, ButtonLink } from '@backstage/ui';
import { apiManagementTranslationRef } from '../../translation';

/**
 * Says that nobody is signed in any more, and leads to the sign-in. What could not be read is read by the page when it
 * comes back; what could not be written is still in the form, so that one signs in beside it.
 */
export function SessionOver({ onRetry }: { onRetry?: () => void }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title={t('session.title')}
      description={t(onRetry ? 'session.comesBack' : 'session.beside')}
      customActions={onRetry ? <SignInHere /> : <SignInBeside />}
    />
  );
}

/** Backstage asks who it is whenever it starts, and then shows the address that it was started at. */
function SignInHere() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <Button size="small" onPress={() => window.location.reload()}>
      {t('session.signIn')}
    </Button>
  );
}

function SignInBeside() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <ButtonLink size="small" href={window.location.href} target="_blank">
      {t('session.signInBeside')}
    </ButtonLink>
  );
}
