import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnUserPool, CfnUserPoolGroup } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { accept } from '../stack/accept';

/** Groups that an outer identity provider names, as Cognito's own are of its own people. */
export const GROUPS_ATTRIBUTE = 'groups';

export interface PeopleProps {
  /** Name of each group, by what its members do. */
  groups: Record<string, string>;
}

const passwordPolicy: CfnUserPool.PasswordPolicyProperty = {
  minimumLength: 14,
  requireLowercase: true,
  requireUppercase: true,
  requireNumbers: true,
  requireSymbols: true,
  temporaryPasswordValidityDays: 3,
};

/** Who signs in: people that an administrator invited, by a password and a code of their authenticator. */
export class People extends Construct {
  readonly pool: CfnUserPool;

  constructor(scope: Construct, id: string, { groups }: PeopleProps) {
    super(scope, id);
    this.pool = new CfnUserPool(this, 'Pool', {
      userPoolTier: 'ESSENTIALS',
      deletionProtection: 'ACTIVE',
      usernameConfiguration: { caseSensitive: false },
      aliasAttributes: ['email'],
      autoVerifiedAttributes: ['email'],
      adminCreateUserConfig: { allowAdminCreateUserOnly: true },
      mfaConfiguration: 'ON',
      enabledMfas: ['SOFTWARE_TOKEN_MFA'],
      accountRecoverySetting: {
        recoveryMechanisms: [{ name: 'verified_email', priority: 1 }],
      },
      userAttributeUpdateSettings: {
        attributesRequireVerificationBeforeUpdate: ['email'],
      },
      policies: { passwordPolicy },
      schema: [
        {
          name: GROUPS_ATTRIBUTE,
          attributeDataType: 'String',
          mutable: true,
          stringAttributeConstraints: { minLength: '0', maxLength: '2048' },
        },
      ],
    });
    // Who people are is nowhere else.
    this.pool.applyRemovalPolicy(RemovalPolicy.RETAIN);
    accept(this.pool, {
      'AwsSolutions-COG8':
        'The plus tier costs several times as much for each person; codes of an authenticator are asked of everybody instead.',
    });
    this.addGroups(groups);
  }

  private addGroups(groups: PeopleProps['groups']) {
    for (const [id, groupName] of Object.entries(groups)) {
      new CfnUserPoolGroup(this, id, {
        userPoolId: this.pool.ref,
        groupName,
        description: id,
      });
    }
  }
}
