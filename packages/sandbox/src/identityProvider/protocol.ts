import { Configuration } from 'oidc-provider';
import { findAccount } from './findAccount';
import { interactionPath } from './interactionRoutes';
import { loadExistingGrant } from './loadExistingGrant';
import { renderNoticePage } from './pages';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** How the provider behaves, apart from its keys, its storage and its client. */
export const protocol: Configuration = {
  findAccount,
  loadExistingGrant,
  interactions: { url: (_ctx, { uid }) => interactionPath(uid) },
  scopes: ['openid', 'offline_access'],
  claims: {
    openid: ['sub'],
    profile: ['name', 'preferred_username', 'groups'],
    email: ['email', 'email_verified'],
  },
  // Scope claims go into the ID token too: sign-in reads the groups from there.
  conformIdTokenClaims: false,
  pkce: { required: () => false },
  // Backstage refreshes its session without asking for offline_access.
  issueRefreshToken: async (_ctx, client) =>
    client.grantTypeAllowed('refresh_token'),
  features: {
    devInteractions: { enabled: false },
    revocation: {
      enabled: true,
      allowedPolicy: async (_ctx, client, token) =>
        token.clientId === client.clientId,
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: async (ctx, form) => {
        ctx.body = renderNoticePage({
          title: 'Sign out?',
          text: 'You will be signed out of the development identity provider.',
          form: `${form}<button autofocus form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
        });
      },
      postLogoutSuccessSource: async ctx => {
        ctx.body = renderNoticePage({
          title: 'Signed out',
          text: 'You may close this window.',
        });
      },
    },
  },
  ttl: {
    AccessToken: HOUR,
    AuthorizationCode: 60,
    Grant: 14 * DAY,
    IdToken: HOUR,
    Interaction: HOUR,
    RefreshToken: 14 * DAY,
    Session: 14 * DAY,
  },
  renderError: async (ctx, { error, error_description: description }) => {
    ctx.type = 'html';
    ctx.body = renderNoticePage({
      title: 'Sign-in failed',
      text: description ? `${error}: ${description}` : error,
    });
  },
};
