import type { PermissionSet } from '@oaf/backstage-plugin-api-management-node';
import { stringify } from 'yaml';
import { countStatement } from './countStatement';
import { listZones } from './listZones';
import { dedicatedKeyStatements } from './dedicatedKeyStatements';
import { deployStatements } from './deployStatements';
import { EXECUTION_ROLE, executionRole } from './executionRole';
import { eventResources } from './eventResources';
import { hostingPolicy } from './hostingPolicy';
import {
  denyForeignKeys,
  denyKeys,
  importStatements,
} from './importStatements';
import { keptStatements } from './keptStatements';
import { provisionStatements } from './provisionStatements';
import { sub, type Statement } from './Statement';

export const TEMPLATE_FILE = 'oaf-trust-role.yaml';

/** Values of the template's parameters, by name. */
export type TrustParameters = {
  ExternalId: string;
  /** `true`: the role demands `<ExternalId>.<account id>`, for one stack set over many accounts. */
  ExternalIdPerAccount: 'true' | 'false';
  PrincipalArn: string;
  RoleName: string;
  /** The region that makes the role; other regions only send events. Empty: whichever it is. */
  RoleRegion: string;
  AllowImport: 'true' | 'false';
  AllowProvision: 'true' | 'false';
  AllowDeploy: 'true' | 'false';
  /** Event bus or queue; empty: no events. */
  EventTargetArn: string;
};

/** The parameter that turns a permission set on. */
export const permissionParameters: Record<
  PermissionSet,
  'AllowImport' | 'AllowProvision' | 'AllowDeploy'
> = {
  import: 'AllowImport',
  provision: 'AllowProvision',
  deploy: 'AllowDeploy',
};

const DESCRIPTIONS: Record<keyof TrustParameters, string> = {
  ExternalId: 'Demanded of whoever assumes the role. It was made for this link',
  ExternalIdPerAccount:
    'true - the external id is followed by a dot and the id of the account',
  PrincipalArn: 'Who may assume the role',
  RoleName: 'Name of the role',
  RoleRegion:
    'The region that makes the role; stacks in other regions only send events. Empty - this one',
  AllowImport:
    'Read APIs, stages, custom domains, tags and how often APIs were called; never API keys',
  AllowProvision:
    'Make API keys and usage plans, grant at gateways and publish APIs there, and switch access logs',
  AllowDeploy: `Run stacks whose names start with oaf-; makes the role ${EXECUTION_ROLE}, with whose rights CloudFormation makes what is in them`,
  EventTargetArn:
    'Event bus or queue that is told of changes of APIs. Empty - none',
};

const PATTERNS: Partial<Record<keyof TrustParameters, string>> = {
  ExternalId: '[\\w+=,.@:/-]{16,1200}',
  PrincipalArn: 'arn:[a-z-]+:(iam|sts)::\\d{12}:[\\w+=,.@/-]+',
  RoleName: '[\\w+=,.@-]{1,64}',
};

const SWITCHES = /^(Allow|ExternalIdPerAccount)/;

function toParameters(values: TrustParameters) {
  return Object.fromEntries(
    Object.entries(values).map(([key, Default]) => {
      const name = key as keyof TrustParameters;
      return [
        name,
        {
          Type: 'String',
          Description: DESCRIPTIONS[name],
          Default,
          AllowedPattern: PATTERNS[name],
          AllowedValues: SWITCHES.test(name) ? ['true', 'false'] : undefined,
        },
      ];
    }),
  );
}

const isTrue = (parameter: keyof TrustParameters) => ({
  'Fn::Equals': [{ Ref: parameter }, 'true'],
});

const isEmpty = (parameter: keyof TrustParameters) => ({
  'Fn::Equals': [{ Ref: parameter }, ''],
});

const conditions = {
  MakeRole: {
    'Fn::Or': [
      isEmpty('RoleRegion'),
      { 'Fn::Equals': [{ Ref: 'RoleRegion' }, { Ref: 'AWS::Region' }] },
    ],
  },
  PerAccount: isTrue('ExternalIdPerAccount'),
  Import: isTrue('AllowImport'),
  Provision: isTrue('AllowProvision'),
  Deploy: isTrue('AllowDeploy'),
  MakeExecutionRole: {
    'Fn::And': [{ Condition: 'MakeRole' }, { Condition: 'Deploy' }],
  },
  SendEvents: { 'Fn::Not': [isEmpty('EventTargetArn')] },
};

const trustPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'AssumeWithExternalId',
      Effect: 'Allow',
      Principal: { AWS: { Ref: 'PrincipalArn' } },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: {
          'sts:ExternalId': {
            'Fn::If': [
              'PerAccount',
              sub('${ExternalId}.${AWS::AccountId}'),
              { Ref: 'ExternalId' },
            ],
          },
        },
      },
    },
  ],
};

function policy(
  condition: string,
  name: string,
  statements: (Statement | object)[],
) {
  return {
    'Fn::If': [
      condition,
      {
        PolicyName: name,
        PolicyDocument: { Version: '2012-10-17', Statement: statements },
      },
      { Ref: 'AWS::NoValue' },
    ],
  };
}

const trustRole = {
  Type: 'AWS::IAM::Role',
  Condition: 'MakeRole',
  Properties: {
    RoleName: { Ref: 'RoleName' },
    Description: 'Lets the Open API Framework manage the APIs of this account',
    MaxSessionDuration: 3600,
    AssumeRolePolicyDocument: trustPolicy,
    Policies: [
      policy('Import', 'import', [
        ...importStatements,
        countStatement,
        { 'Fn::If': ['Provision', denyForeignKeys, denyKeys] },
      ]),
      policy('Provision', 'provision', [
        ...provisionStatements,
        ...dedicatedKeyStatements,
      ]),
      policy('Deploy', 'deploy', [...deployStatements, listZones]),
      policy('Deploy', 'delete-kept', keptStatements),
    ],
  },
};

/** The CloudFormation template that makes a trust role; `values` become the defaults of its parameters. */
export function trustTemplate(values: TrustParameters) {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Trust role of the Open API Framework for Backstage',
    Parameters: toParameters(values),
    Conditions: conditions,
    Resources: {
      TrustRole: trustRole,
      ExecutionRole: executionRole,
      HostingPolicy: hostingPolicy,
      ...eventResources,
    },
    Outputs: {
      RoleArn: {
        Condition: 'MakeRole',
        Description: 'To be entered where the account is linked',
        Value: { 'Fn::GetAtt': ['TrustRole', 'Arn'] },
      },
    },
  };
}

export function printTrustTemplate(values: TrustParameters): string {
  return stringify(trustTemplate(values), {
    // CloudFormation reads YAML 1.1, where a bare 2012-10-17 is a date.
    version: '1.1',
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}
