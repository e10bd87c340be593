import { Match, Template } from 'aws-cdk-lib/assertions';
import { synthesize } from '../synthesize';

const template = Template.fromJSON(synthesize('identity'));

describe('IdentityStack', () => {
  it('keeps who people are when the stack goes', () => {
    template.allResources('AWS::Cognito::UserPool', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: Match.objectLike({ DeletionProtection: 'ACTIVE' }),
    });
  });

  it('lets in whom an administrator invited, with a second factor', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
  });

  it('gives tokens by its pages only, and none by which people write their groups', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'profile', 'email'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      GenerateSecret: true,
      ReadAttributes: Match.arrayWith(['custom:groups']),
    });
  });

  it('sends people back to the portal and nowhere else', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      CallbackURLs: [
        {
          'Fn::Join': [
            '',
            [{ Ref: 'PortalUrl' }, '/api/auth/oidc/handler/frame'],
          ],
        },
      ],
      LogoutURLs: [{ Ref: 'PortalUrl' }],
    });
  });

  it('asks Microsoft Entra ID where a tenant is given', () => {
    template.allResources('AWS::Cognito::UserPoolIdentityProvider', {
      Condition: 'HasEntra',
      Properties: Match.objectLike({
        AttributeMapping: Match.objectLike({ 'custom:groups': 'roles' }),
        ProviderDetails: Match.objectLike({
          client_secret: {
            'Fn::Join': [
              '',
              [
                '{{resolve:secretsmanager:',
                { Ref: 'EntraSecretArn' },
                ':SecretString}}',
              ],
            ],
          },
        }),
      }),
    });
    const [provider] = Object.keys(
      template.findResources('AWS::Cognito::UserPoolIdentityProvider'),
    );
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      SupportedIdentityProviders: {
        'Fn::If': ['HasEntra', ['COGNITO', { Ref: provider }], ['COGNITO']],
      },
    });
  });
});
