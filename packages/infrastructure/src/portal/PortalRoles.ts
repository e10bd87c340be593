import { Aws, type CfnCondition, Fn } from 'aws-cdk-lib';
import { type CfnRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acceptPatterns } from '../stack/acceptPatterns';
import { accept } from '../stack/accept';
import { allow } from '../stack/allow';
import { viaService } from '../stack/keyPolicy';

/** A role that only the account's own tasks take. */
const taskRole = (scope: Construct, id: string) =>
  new Role(scope, id, {
    assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  });

export interface PortalRoleProps {
  /** Of the roles by which accounts are linked. */
  trustRoleName: string;
  databasePolicyArn: string;
  logReader: { condition: CfnCondition; policyArn: string };
}

/** What the portal may do in AWS: read its database's password, and be let into accounts that link it. */
export class PortalRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: PortalRoleProps) {
    super(scope, id);
    this.role = taskRole(this, 'Role');
    const trusting = `arn:${Aws.PARTITION}:iam::*:role/${props.trustRoleName}`;
    this.role.addToPolicy(
      allow('LinkedAccounts', ['sts:AssumeRole'], [trusting]),
    );
    acceptPatterns(
      this.role,
      [trusting],
      'Accounts are linked while the portal runs; each has such a role, which asks for an external id.',
    );
    const { condition, policyArn } = props.logReader;
    (this.role.node.defaultChild as CfnRole).managedPolicyArns = [
      props.databasePolicyArn,
      Fn.conditionIf(condition.logicalId, policyArn, Aws.NO_VALUE).toString(),
    ];
  }
}

export interface StartRoleProps {
  log: LogGroup;
  /** ARNs of what is put into the environment. */
  secretArns: string[];
  encryptionKey: IKey;
  /** In Amazon ECR. */
  repositoryArn: string;
}

const toReadImage = (repositoryArn: string) => [
  allow(
    'Image',
    [
      'ecr:BatchCheckLayerAvailability',
      'ecr:BatchGetImage',
      'ecr:GetDownloadUrlForLayer',
    ],
    [repositoryArn],
  ),
  allow('Registry', ['ecr:GetAuthorizationToken'], ['*']),
];

/** What ECS may do to start a task: read its image and its secrets, and write its log. */
export class StartRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: StartRoleProps) {
    super(scope, id);
    this.role = taskRole(this, 'Role');
    const { log, secretArns, encryptionKey } = props;
    const statements = [
      allow(
        'Log',
        ['logs:CreateLogStream', 'logs:PutLogEvents'],
        [log.logGroupArn],
      ),
      allow('Secrets', ['secretsmanager:GetSecretValue'], secretArns),
      allow('Encryption', ['kms:Decrypt'], [encryptionKey.keyArn], {
        StringEquals: { 'kms:ViaService': viaService('secretsmanager') },
      }),
      ...toReadImage(props.repositoryArn),
    ];
    statements.forEach(statement => this.role.addToPolicy(statement));
    accept(this.role, {
      'AwsSolutions-IAM5[Resource::*]':
        'ecr:GetAuthorizationToken knows no resource; what is read with the token, the statement before says.',
    });
  }
}
