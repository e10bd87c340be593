import { writeFile } from 'node:fs/promises';
import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { parse } from 'yaml';
import {
  printTrustTemplate,
  trustTemplate,
  type TrustParameters,
} from './trustTemplate';

const parameters: TrustParameters = {
  ExternalId: 'k3Jd8sLq0ZxY7vBn2mWc4A',
  ExternalIdPerAccount: 'false',
  PrincipalArn: 'arn:aws:iam::999900000000:role/backstage',
  RoleName: 'OpenApiFrameworkTrust',
  RoleRegion: 'us-east-1',
  AllowImport: 'true',
  AllowProvision: 'false',
  AllowDeploy: 'false',
  EventTargetArn: '',
};

const directory = createMockDirectory();
const everything = {
  AllowProvision: 'true',
  AllowDeploy: 'true',
  ExternalIdPerAccount: 'true',
  EventTargetArn: 'arn:aws:events:eu-west-1:999900000000:event-bus/oaf',
} as const;

type Conditions = Record<string, boolean>;

/** What CloudFormation makes of `Fn::If`, for conditions given. */
function resolve(value: any, conditions: Conditions): any {
  if (Array.isArray(value)) {
    return value
      .map(item => resolve(item, conditions))
      .filter(item => item !== undefined);
  }
  if (typeof value !== 'object') {
    return value;
  }
  if (value['Fn::If']) {
    const [condition, then, otherwise] = value['Fn::If'];
    return resolve(conditions[condition] ? then : otherwise, conditions);
  }
  if (value.Ref === 'AWS::NoValue') {
    return undefined;
  }
  return (
    value['Fn::Sub'] ??
    Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        key,
        resolve(member, conditions),
      ]),
    )
  );
}

function roleWith(conditions: Conditions) {
  const { TrustRole } = trustTemplate(parameters).Resources;
  return resolve(TrustRole, conditions).Properties;
}

function statements(conditions: Conditions) {
  return roleWith(conditions).Policies.flatMap(
    ({ PolicyDocument }: any) => PolicyDocument.Statement,
  );
}

const arns = (...paths: string[]) =>
  paths.map(path => `arn:\${AWS::Partition}:apigateway:*::${path}`);

describe('trustTemplate', () => {
  let engine: InstanceType<typeof RegoEngine>;
  beforeAll(() => {
    engine = new RegoEngine();
  }, 60_000);
  afterAll(() => engine.free());

  async function validate(text: string) {
    const path = directory.resolve('template.yaml');
    await writeFile(path, text);
    return engine.validateStandard(new TemplateFile(path), {
      severityLevel: 'WARN',
    }).diagnostics;
  }

  it.each([
    ['an import alone', {}],
    ['everything', everything],
  ])("is valid for AWS's validator, for %s", async (_, changes) => {
    const text = printTrustTemplate({ ...parameters, ...changes });
    expect(await validate(text)).toEqual([]);
  });

  it('is found invalid when it is broken', async () => {
    const text = printTrustTemplate(parameters);
    expect(
      await validate(text.replace('MaxSessionDuration', 'MaxSession')),
    ).toContainEqual(expect.objectContaining({ severity: 'FATAL' }));
  });

  it('prints what a YAML 1.1 reader takes for the same', () => {
    const text = printTrustTemplate(parameters);
    expect(parse(text, { version: '1.1' })).toEqual(
      JSON.parse(JSON.stringify(trustTemplate(parameters))),
    );
    expect(Buffer.byteLength(text)).toBeLessThan(51_200);
  });

  it('trusts one principal, with the external id', () => {
    expect(roleWith({ Import: true })).toMatchObject({
      RoleName: { Ref: 'RoleName' },
      MaxSessionDuration: 3600,
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: { Ref: 'PrincipalArn' } },
            Action: 'sts:AssumeRole',
            Condition: {
              StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } },
            },
          },
        ],
      },
    });
  });

  it('demands an external id of its own in each account of a stack set', () => {
    const { AssumeRolePolicyDocument } = roleWith({ PerAccount: true });
    expect(AssumeRolePolicyDocument.Statement[0].Condition).toEqual({
      StringEquals: { 'sts:ExternalId': '${ExternalId}.${AWS::AccountId}' },
    });
  });

  it('lets an import read APIs, and denies it API keys', () => {
    expect(statements({ Import: true })).toEqual([
      {
        Sid: 'ReadApis',
        Effect: 'Allow',
        Action: ['apigateway:GET'],
        Resource: arns(
          '/restapis',
          '/restapis/*',
          '/apis',
          '/apis/*',
          '/domainnames',
          '/domainnames/*',
          '/tags/*',
        ),
      },
      {
        Sid: 'ReadRegionsAndIdentity',
        Effect: 'Allow',
        Action: ['account:ListRegions', 'sts:GetCallerIdentity'],
        Resource: ['*'],
      },
      {
        Sid: 'AskWhatIsMissing',
        Effect: 'Allow',
        Action: ['iam:SimulatePrincipalPolicy'],
        Resource: [
          'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${RoleName}',
        ],
      },
      {
        Sid: 'ReadCounters',
        Effect: 'Allow',
        Action: ['cloudwatch:GetMetricData'],
        Resource: ['*'],
      },
      {
        Sid: 'NeverReadApiKeys',
        Effect: 'Deny',
        Action: ['apigateway:GET'],
        Resource: arns('/apikeys*', '/usageplans/*/keys*'),
      },
    ]);
  });

  it('denies keys that are not our own where keys are provisioned', () => {
    const all = statements({ Import: true, Provision: true });
    expect(all).toContainEqual({
      Sid: 'NeverReadForeignApiKeys',
      Effect: 'Deny',
      Action: ['apigateway:GET'],
      Resource: arns('/apikeys*', '/usageplans/*/keys*'),
      Condition: { StringNotEquals: { 'aws:ResourceTag/oaf:managed': 'true' } },
    });
    expect(all.map(({ Sid }: any) => Sid)).not.toContain('NeverReadApiKeys');
  });

  it('lets provisioning change only what is its own, and what gateways are made of', () => {
    const managed = { 'aws:ResourceTag/oaf:managed': 'true' };
    const made = { 'aws:RequestTag/oaf:managed': 'true' };
    const ofGateway = { 'aws:ResourceTag/oaf:stack': 'gateway' };
    const table = [
      ['MakeKeysAndPlans', 'POST', made],
      ['ManageOwnKeysAndPlans', 'GET PATCH DELETE', managed],
      ['AddKeysToOwnPlans', 'POST', managed],
      ['TagOwnKeysAndPlans', 'PUT', made],
      ['FindOwnPlans', 'GET', undefined],
      ['FindOwnKeys', 'tag:GetResources', undefined],
      [
        'GrantAtGateways',
        'dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Scan dynamodb:UpdateItem',
        ofGateway,
      ],
      ['ReadPublished', 'GET', undefined],
      ['PublishAtGateways', 'POST', ofGateway],
      ['RouteAtGateways', 'PUT', ofGateway],
      ['TakeBackAtGateways', 'DELETE', ofGateway],
      ['PublishInPlace', 'POST', undefined],
      ['AnswerInPlace', 'PUT', undefined],
      ['Protect', 'PATCH', undefined],
      ['TakeBackInPlace', 'DELETE', undefined],
      [
        'LetApisAskAuthorizers',
        'lambda:AddPermission lambda:RemovePermission',
        { ...ofGateway, 'lambda:Principal': 'apigateway.amazonaws.com' },
      ],
      ['ChangeStages', 'PATCH', undefined],
      ['MakeDedicatedKeys', 'kms:CreateKey', made],
      ['TagDedicatedKeys', 'kms:TagResource', made],
    ];
    expect(
      statements({ Provision: true }).map(({ Sid, Action, Condition }: any) => [
        Sid,
        Action.join(' ').replaceAll('apigateway:', ''),
        Condition?.StringEquals,
      ]),
    ).toEqual(table);
  });

  it('lets provisioning list no API keys, whose values a list can have', () => {
    const listing = arns('/apikeys')[0];
    const reading = statements({ Provision: true }).filter(({ Action }: any) =>
      Action.includes('apigateway:GET'),
    );
    expect(reading.flatMap(({ Resource }: any) => Resource)).not.toContainEqual(
      listing,
    );
  });

  it('lets deployment run its own stacks with the rights of one role', () => {
    const deploy: any[] = statements({ Deploy: true });
    const of = (sid: string) => deploy.find(({ Sid }) => Sid === sid);
    expect(of('RunOwnStacks').Resource).toEqual([
      'arn:${AWS::Partition}:cloudformation:*:${AWS::AccountId}:stack/oaf-*',
    ]);
    expect(of('HandRightsToCloudFormation')).toMatchObject({
      Action: ['iam:PassRole'],
      Resource: [
        'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/oaf-cfn-exec',
      ],
      Condition: {
        StringEquals: {
          'iam:PassedToService': 'cloudformation.amazonaws.com',
        },
      },
    });
    for (const sid of ['KeepArtifactBucket', 'StoreArtifacts']) {
      expect(of(sid).Condition).toEqual({
        StringEquals: { 'aws:ResourceAccount': '${AWS::AccountId}' },
      });
    }
    const everywhere = deploy.filter(({ Resource }) => Resource.includes('*'));
    expect(everywhere.flatMap(({ Action }) => Action)).toEqual([
      'cloudformation:DescribeStackDriftDetectionStatus',
      'route53:ListHostedZones',
    ]);
  });

  it('lets what is kept be deleted only where it is ours by its name or tag', () => {
    const all: any[] = statements({ Deploy: true });
    const kept = all.filter(({ Sid }) =>
      /^(Delete(Kept|Going)|EmptyKept)/.test(Sid),
    );
    const ours = ({ Resource: [arn], Condition }: any) =>
      /(table\/|log-group:|cluster-snapshot:|s3:::)oaf-/.test(arn) ||
      /^oaf-[*]$/.test(
        Condition?.StringLike['aws:ResourceTag/oaf:installation'] ??
          Condition?.StringLike['aws:ResourceTag/oaf:deleting'],
      );
    expect(kept).toHaveLength(10);
    expect(kept.filter(one => !ours(one))).toEqual([]);
    const rest = all.filter(({ Sid }) => !kept.some(one => one.Sid === Sid));
    expect(
      rest
        .flatMap(({ Action }) => Action)
        .filter(action => /:(Delete(?!Stack|ChangeSet)|Schedule)/.test(action)),
    ).toEqual(['s3:DeleteBucket', 's3:DeleteObject']);
  });

  it('fits into the inline policies of a role with everything, and tells before it does not', () => {
    const { Policies } = roleWith({
      Import: true,
      Provision: true,
      Deploy: true,
    });
    // The longest that there are.
    const values: [string, string][] = [
      ['${AWS::Partition}', 'aws-us-gov'],
      ['${AWS::AccountId}', '000000000000'],
      ['${RoleName}', 'R'.repeat(64)],
    ];
    const documents = values.reduce(
      (text, [name, value]) => text.replaceAll(name, value),
      JSON.stringify(Policies.map(({ PolicyDocument }: any) => PolicyDocument)),
    );
    expect(documents).not.toContain('${');
    // IAM takes 10,240 of a role.
    expect(documents.length).toBeLessThan(10_000);
  });

  it('makes the role of CloudFormation, which only stacks of ours may use', () => {
    const { ExecutionRole } = trustTemplate(parameters).Resources;
    const { AssumeRolePolicyDocument, Policies, RoleName } = resolve(
      ExecutionRole,
      {},
    ).Properties;
    expect([ExecutionRole.Condition, RoleName]).toEqual([
      'MakeExecutionRole',
      'oaf-cfn-exec',
    ]);
    expect(AssumeRolePolicyDocument.Statement).toMatchObject([
      {
        Principal: { Service: 'cloudformation.amazonaws.com' },
        Condition: {
          ArnLike: { 'aws:SourceArn': expect.stringContaining('stack/oaf-*') },
        },
      },
    ]);
    const rights: any[] = Policies.flatMap(
      ({ PolicyDocument }: any) => PolicyDocument.Statement,
    );
    expect(rights.flatMap(({ Action }) => Action).join()).not.toContain('*');
    const roles = rights.find(({ Sid }) => Sid === 'Roles');
    expect(roles.Resource).toEqual([
      'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/oaf-*',
    ]);
    // What IAM takes as inline policies of a role.
    expect(JSON.stringify(Policies).length).toBeLessThan(10_240);
  });

  it('permits nothing that was not chosen', () => {
    expect(statements({})).toEqual([]);
  });

  it('sends the control-plane calls that change APIs', () => {
    const { ChangeRule, EventsRole } = trustTemplate(parameters).Resources;
    expect(ChangeRule).toMatchObject({
      Condition: 'SendEvents',
      Properties: {
        EventPattern: {
          source: ['aws.apigateway'],
          'detail-type': ['AWS API Call via CloudTrail'],
          detail: {
            eventName: expect.arrayContaining([
              'CreateDeployment',
              'ReimportApi',
            ]),
          },
        },
        Targets: [{ Arn: { Ref: 'EventTargetArn' } }],
      },
    });
    expect(EventsRole.Condition).toBe('SendEvents');
  });
});
