import { UserIdentity } from '@backstage/core-components';
import {
  type BackstageIdentityApi,
  type IdentityApi,
  type ProfileInfoApi,
  type SessionApi,
  useApi,
} from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useState } from 'react';
import { oidcAuthApiRef } from './oidcAuthApi';
import { sessionHint } from './sessionHint';

type AuthApi = BackstageIdentityApi & ProfileInfoApi & SessionApi;

/** `checking`: is there a session already? `asked`: waits for the person. `signing-in`: the popup is open. */
export type SignInStep = 'checking' | 'asked' | 'signing-in';

/** Signs in with the session that is there, or with the popup when asked to. */
export function useSignIn(onSignInSuccess: (identity: IdentityApi) => void) {
  const authApi = useApi(oidcAuthApiRef);
  const [step, setStep] = useState<SignInStep>(
    sessionHint.isSet() ? 'checking' : 'asked',
  );
  const [error, setError] = useState<Error>();

  const attempt = useCallback(
    async (request: { optional: true } | { instantPopup: true }) => {
      try {
        const identity = await readIdentity(authApi, request);
        if (identity) {
          sessionHint.set();
          onSignInSuccess(identity);
          return;
        }
        sessionHint.clear();
      } catch (caught) {
        setError(caught as Error);
      }
      setStep('asked');
    },
    [authApi, onSignInSuccess],
  );

  useEffect(() => {
    if (sessionHint.isSet()) {
      attempt({ optional: true });
    }
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

async function readIdentity(
  authApi: AuthApi,
  request: { optional: true } | { instantPopup: true },
) {
  const session = await authApi.getBackstageIdentity(request);
  return (
    session &&
    UserIdentity.create({
      identity: session.identity,
      authApi: forgetful(authApi),
      profile: await authApi.getProfile(),
    })
  );
}

/** Forgets the session's hint on sign-out. */
function forgetful(authApi: AuthApi): AuthApi {
  return {
    signIn: () => authApi.signIn(),
    signOut: () => {
      sessionHint.clear();
      return authApi.signOut();
    },
    sessionState$: () => authApi.sessionState$(),
    getProfile: options => authApi.getProfile(options),
    getBackstageIdentity: options => authApi.getBackstageIdentity(options),
  };
}
