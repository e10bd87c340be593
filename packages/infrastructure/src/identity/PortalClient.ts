import { type CfnCondition, Fn } from 'aws-cdk-lib';
import {
  type CfnUserPool,
  CfnUserPoolClient,
  CfnUserPoolDomain,
  type CfnUserPoolIdentityProvider,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { GROUPS_ATTRIBUTE } from './People';

export interface PortalClientProps {
  pool: CfnUserPool;
  /** Without a trailing slash. */
  portalUrl: string;
  domainPrefix: string;
  entra: { condition: CfnCondition; provider: CfnUserPoolIdentityProvider };
}

const ownAttributes = ['email', 'name', `custom:${GROUPS_ATTRIBUTE}`];

/** Groups are read again within the hour. */
const validity = {
  accessTokenValidity: 60,
  idTokenValidity: 60,
  refreshTokenValidity: 24,
  tokenValidityUnits: {
    accessToken: 'minutes',
    idToken: 'minutes',
    refreshToken: 'hours',
  },
};

/**
 * The portal as a client of the pool, and the pages where people sign in. They do so on these pages only: a token that
 * the pool gives otherwise would let its holder write its own groups.
 */
export class PortalClient extends Construct {
  readonly client: CfnUserPoolClient;

  constructor(scope: Construct, id: string, props: PortalClientProps) {
    super(scope, id);
    const { pool, portalUrl, domainPrefix, entra } = props;
    this.client = new CfnUserPoolClient(this, 'Client', {
      userPoolId: pool.ref,
      clientName: 'portal',
      generateSecret: true,
      explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      allowedOAuthFlowsUserPoolClient: true,
      allowedOAuthFlows: ['code'],
      allowedOAuthScopes: ['openid', 'profile', 'email'],
      callbackUrLs: [`${portalUrl}/api/auth/oidc/handler/frame`],
      logoutUrLs: [portalUrl],
      preventUserExistenceErrors: 'ENABLED',
      enableTokenRevocation: true,
      readAttributes: [...ownAttributes, 'email_verified'],
      // What an outer identity provider says is written by way of the client.
      writeAttributes: ownAttributes,
      ...validity,
    });
    this.client.addPropertyOverride(
      'SupportedIdentityProviders',
      Fn.conditionIf(
        entra.condition.logicalId,
        ['COGNITO', entra.provider.ref],
        ['COGNITO'],
      ),
    );
    new CfnUserPoolDomain(this, 'Domain', {
      userPoolId: pool.ref,
      domain: domainPrefix,
    });
  }
}
