import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { OidcAuthResult } from '@backstage/plugin-auth-backend-module-oidc-provider';
import {
  AuthResolverContext,
  OAuthAuthenticatorResult,
} from '@backstage/plugin-auth-node';
import { createSignInResolver } from './createSignInResolver';

const logger = mockServices.logger.mock();

const resolver = createSignInResolver(
  {
    subjectClaim: 'sub',
    groupsClaim: 'groups',
    userNamespace: 'default',
    groupNamespace: 'default',
    requireGroups: false,
  },
  logger,
);

const context = {
  issueToken: jest.fn(async () => ({ token: 'backstage-token' })),
  findCatalogUser: jest.fn(),
  resolveOwnershipEntityRefs: jest.fn(),
} satisfies Partial<AuthResolverContext>;

function signIn(
  claims: object,
  idToken: string | undefined = 'id-token',
  userinfo?: object,
) {
  const tokenset = { id_token: idToken, claims: () => claims };
  const result = {
    fullProfile: { tokenset, userinfo },
  } as unknown as OAuthAuthenticatorResult<OidcAuthResult>;
  return resolver(
    { result, profile: {} },
    context as unknown as AuthResolverContext,
  );
}

describe('createSignInResolver', () => {
  beforeEach(() => {
    jest.clearAllMocks();
    context.findCatalogUser.mockRejectedValue(new NotFoundError('no user'));
  });

  it('makes the groups of the token the ownership of somebody the catalog does not know', async () => {
    await expect(signIn({ sub: 'bea', groups: ['team-b'] })).resolves.toEqual({
      token: 'backstage-token',
    });
    expect(context.issueToken).toHaveBeenCalledWith({
      claims: {
        sub: 'user:default/bea',
        ent: ['user:default/bea', 'group:default/team-b'],
      },
    });
  });

  it('adds what the catalog knows, once', async () => {
    const entity = { kind: 'User' };
    context.findCatalogUser.mockResolvedValue({ entity });
    context.resolveOwnershipEntityRefs.mockResolvedValue({
      ownershipEntityRefs: [
        'user:default/bea',
        'group:default/team-b',
        'group:default/guild',
      ],
    });
    await signIn({ sub: 'bea', groups: ['team-b'] });
    expect(context.issueToken).toHaveBeenCalledWith({
      claims: {
        sub: 'user:default/bea',
        ent: [
          'user:default/bea',
          'group:default/team-b',
          'group:default/guild',
        ],
      },
    });
  });

  it('refuses when the catalog cannot be asked, rather than sign in with fewer rights', async () => {
    context.findCatalogUser.mockRejectedValue(new Error('catalog is down'));
    await expect(signIn({ sub: 'bea' })).rejects.toThrow('catalog is down');
    expect(context.issueToken).not.toHaveBeenCalled();
  });

  it('issues nothing when the subject is not a valid entity name', async () => {
    await expect(signIn({ sub: 'bea castellanos' })).rejects.toMatchObject({
      name: 'AuthenticationError',
      claim: 'sub',
      value: 'bea castellanos',
    });
    expect(context.issueToken).not.toHaveBeenCalled();
  });

  it('refuses without an ID token', async () => {
    await expect(signIn({ sub: 'bea' }, '')).rejects.toThrow(
      'the identity provider sent no ID token',
    );
  });

  it('takes groups that the ID token does not hold from the userinfo endpoint, of the same person', async () => {
    await signIn({ sub: 'bea' }, 'id-token', {
      sub: 'bea',
      groups: ['team-b'],
    });
    await signIn({ sub: 'bea' }, 'id-token', {
      sub: 'max',
      groups: ['team-a'],
    });
    const ent = ['user:default/bea'];
    expect(context.issueToken.mock.calls).toEqual([
      [{ claims: { sub: ent[0], ent: [...ent, 'group:default/team-b'] } }],
      [{ claims: { sub: ent[0], ent } }],
    ]);
  });

  it('issues nothing to somebody whose groups were left out', async () => {
    await expect(signIn({ sub: 'bea', hasgroups: true })).rejects.toMatchObject(
      { name: 'AuthenticationError', sign: 'hasgroups' },
    );
    expect(context.issueToken).not.toHaveBeenCalled();
  });

  it('warns about groups that give no rights', async () => {
    await signIn({ sub: 'bea', groups: ['team-b', 'Domain Users'] });
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('Domain Users'),
    );
  });
});
