import { Match, Template } from 'aws-cdk-lib/assertions';
import { policyStatements } from '../__testUtils__/policyStatements';
import { synthesize } from '../synthesize';
import { accessFunctions } from './accessPermissions';

const json = synthesize('gateway');
const template = Template.fromJSON(json);

const holdersOf = (action: string) =>
  policyStatements(json)
    .filter(({ actions }) => actions.includes(action))
    .map(({ holder, principals }) => [holder, ...principals].join(' '));

describe('GatewayStack', () => {
  it('lets the token endpoint alone sign, and digests only', () => {
    expect(holdersOf('kms:Sign')).toEqual([
      expect.stringMatching(/^AccessIssuerKey\w+ \${Rolestoken\w+[.]Arn}$/),
    ]);
    template.hasResourceProperties('AWS::KMS::Key', {
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'kms:Sign',
            Condition: {
              StringEquals: {
                'kms:SigningAlgorithm': 'ECDSA_SHA_256',
                'kms:MessageType': 'DIGEST',
              },
            },
          }),
        ]),
      },
    });
  });

  it('lets no administrator use a key, by a grant neither', () => {
    expect(holdersOf('kms:CreateGrant')).toEqual([]);
    expect(holdersOf('kms:GenerateDataKeyPair')).toEqual([]);
    expect(holdersOf('kms:GenerateDataKeyPairWithoutPlaintext')).toEqual([
      expect.stringMatching(
        /^AccessEncryptionKey\w+ \${RoleskeyPair\w+[.]Arn}$/,
      ),
    ]);
  });

  it('tells who makes key pairs, as keys of subscriptions name it in their policies', () => {
    template.hasOutput('KeyPairRoleArn', {
      Value: {
        'Fn::GetAtt': [Match.stringLikeRegexp('^RoleskeyPair'), 'Arn'],
      },
    });
  });

  it('gives the nonce keys to who needs them', () => {
    expect(holdersOf('secretsmanager:GetSecretValue')).toEqual(
      ['nonce', 'register', 'revoke', 'rotateNonceKey', 'token'].map(name =>
        expect.stringMatching(new RegExp(`^Roles${name}DefaultPolicy`)),
      ),
    );
    expect(holdersOf('secretsmanager:PutSecretValue')).toHaveLength(1);
  });

  it('keeps what cannot be had again when the stack goes', () => {
    for (const type of ['AWS::DynamoDB::Table', 'AWS::KMS::Key']) {
      template.allResources(type, {
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      });
    }
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
    });
  });

  it('runs each function on Node.js 24 and arm64, with a log of its own', () => {
    template.resourceCountIs('AWS::Lambda::Function', accessFunctions.length);
    template.resourceCountIs('AWS::Logs::LogGroup', accessFunctions.length);
    template.allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
    });
  });

  it('makes the parts that are asked for under their conditions', () => {
    const conditions = {
      'AWS::ApiGateway::DomainName': 'HasDomain',
      'AWS::ApiGateway::BasePathMapping': 'HasDomain',
      'AWS::Route53::RecordSet': 'HasHostedZone',
      'AWS::WAFv2::WebACL': 'HasFirewall',
      'AWS::WAFv2::WebACLAssociation': 'HasFirewall',
    };
    for (const [type, Condition] of Object.entries(conditions)) {
      template.allResources(type, { Condition });
    }
  });

  it('rotates the nonce key each day', () => {
    template.hasResourceProperties('AWS::SecretsManager::RotationSchedule', {
      RotationRules: { ScheduleExpression: 'rate(1 day)' },
    });
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: { PasswordLength: 43, ExcludePunctuation: true },
    });
    // What Secrets Manager makes is a key, too.
    expect(
      Buffer.from('a1B2c3D4e5F'.repeat(4).slice(0, 43), 'base64'),
    ).toHaveLength(32);
  });

  it('has an authorizer ready for published APIs, which remembers no answer', () => {
    template.hasResourceProperties('AWS::ApiGateway::RestApi', {
      ApiKeySourceType: 'AUTHORIZER',
    });
    template.hasResourceProperties('AWS::ApiGateway::Authorizer', {
      Type: 'REQUEST',
      AuthorizerResultTtlInSeconds: 0,
      IdentitySource: 'method.request.header.Authorization',
    });
    const [authorizer] = Object.keys(
      template.findResources('AWS::ApiGateway::Authorizer'),
    );
    template.hasOutput('AuthorizerId', { Value: { Ref: authorizer } });
    template.hasOutput('Stage', { Value: 'live' });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          OAF_FRONT_DOOR: {
            'Fn::Join': ['', [Match.anyValue(), '/live']],
          },
        },
      },
    });
  });

  it('answers what no function answers in the words of OAuth', () => {
    template.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType: 'MISSING_AUTHENTICATION_TOKEN',
      StatusCode: '404',
      ResponseTemplates: { 'application/json': '{"error":"not_found"}' },
    });
    template.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType: 'THROTTLED',
      StatusCode: '429',
      ResponseParameters: {
        'gatewayresponse.header.Retry-After': "'1'",
        'gatewayresponse.header.Cache-Control': "'no-store'",
      },
    });
  });
});
