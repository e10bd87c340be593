import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { oidcAuthApiRef } from './oidcAuthApi';
import { SignIn } from './SignIn';

const session = {
  token: 'backstage-token',
  identity: {
    type: 'user' as const,
    userEntityRef: 'user:default/bea',
    ownershipEntityRefs: ['user:default/bea', 'group:default/team-b'],
  },
};

const authApi = {
  getBackstageIdentity: jest.fn(),
  getProfile: jest.fn(async () => ({ displayName: 'Bea Castellanos' })),
  getIdToken: jest.fn(),
  signIn: jest.fn(),
  signOut: jest.fn(),
  sessionState$: jest.fn(),
};

const onSignInSuccess = jest.fn();

function renderSignIn(environment = 'production') {
  return act(async () => {
    await renderInTestApp(<SignIn onSignInSuccess={onSignInSuccess} />, {
      apis: [[oidcAuthApiRef, authApi]],
      config: { app: { title: 'Open API Framework' }, auth: { environment } },
    });
  });
}

async function signedInAs() {
  await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
  return onSignInSuccess.mock.calls[0][0].getBackstageIdentity();
}

describe('SignIn', () => {
  beforeEach(() => jest.clearAllMocks());

  it('goes on with the session that is there', async () => {
    authApi.getBackstageIdentity.mockResolvedValue(session);
    await renderSignIn();
    await expect(signedInAs()).resolves.toEqual(session.identity);
    expect(authApi.getBackstageIdentity).toHaveBeenCalledWith({
      optional: true,
    });
  });

  it('opens the popup only when asked to', async () => {
    authApi.getBackstageIdentity
      .mockResolvedValueOnce(undefined)
      .mockResolvedValueOnce(session);
    await renderSignIn();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sign in' }),
    );
    await expect(signedInAs()).resolves.toEqual(session.identity);
    expect(authApi.getBackstageIdentity).toHaveBeenLastCalledWith({
      instantPopup: true,
    });
  });

  it('shows why sign-in failed and lets one try again', async () => {
    authApi.getBackstageIdentity
      .mockResolvedValueOnce(undefined)
      .mockRejectedValueOnce(new Error('Sign-in refused: no such person'));
    await renderSignIn();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sign in' }),
    );
    expect(
      await screen.findByText('Sign-in refused: no such person'),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeEnabled();
    expect(onSignInSuccess).not.toHaveBeenCalled();
  });

  it('tells a developer that no password is needed', async () => {
    authApi.getBackstageIdentity.mockResolvedValue(undefined);
    await renderSignIn('development');
    expect(
      await screen.findByText(/you choose one of four people/),
    ).toBeInTheDocument();
  });
});
