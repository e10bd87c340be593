import { UserIdentity } from '@backstage/core-components';
import { type IdentityApi, useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useState } from 'react';
import { oidcAuthApiRef } from './oidcAuthApi';

/** `checking`: is there a session already? `asked`: waits for the person. `signing-in`: the popup is open. */
export type SignInStep = 'checking' | 'asked' | 'signing-in';

/** Signs in with the session that is there, or with the popup when asked to. */
export function useSignIn(onSignInSuccess: (identity: IdentityApi) => void) {
  const authApi = useApi(oidcAuthApiRef);
  const [step, setStep] = useState<SignInStep>('checking');
  const [error, setError] = useState<Error>();

  const attempt = useCallback(
    async (request: { optional: true } | { instantPopup: true }) => {
      try {
        const session = await authApi.getBackstageIdentity(request);
        if (session) {
          const { identity } = session;
          const profile = await authApi.getProfile();
          onSignInSuccess(UserIdentity.create({ identity, authApi, profile }));
          return;
        }
      } catch (caught) {
        setError(caught as Error);
      }
      setStep('asked');
    },
    [authApi, onSignInSuccess],
  );

  useEffect(() => {
    attempt({ optional: true });
    // Once: the session is looked for when the page opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const signIn = useCallback(() => {
    setError(undefined);
    setStep('signing-in');
    return attempt({ instantPopup: true });
  }, [attempt]);

  return { step, error, signIn };
}
