import { parse } from 'yaml';
import type { TrustSetupRequest } from '@oaf/backstage-plugin-api-management-node';
import {
  accountId,
  discover,
  account,
  startSimulated,
  type Simulated,
} from '../__testUtils__/simulator';
import type { AwsConfig } from '../config';

const request: TrustSetupRequest = {
  accountId,
  partition: 'aws',
  externalId: 'k3Jd8sLq0ZxY7vBn2mWc4A',
  permissionSets: ['import'],
  events: false,
  forStackSet: false,
};

const events = {
  queueUrl: 'https://sqs.eu-west-1.amazonaws.com/999900000000/changes',
  region: 'eu-west-1',
  partition: 'aws',
  targetArn: 'arn:aws:events:eu-west-1:999900000000:event-bus/oaf',
};

describe('AwsAccountLinking', () => {
  let simulated: Simulated;

  const start = async (config: Partial<AwsConfig> = {}) => {
    simulated = await startSimulated({ config });
    return simulated.driver.linking!;
  };

  afterEach(() => simulated.close());

  const parametersOf = (template: string) =>
    Object.fromEntries(
      Object.entries<{ Default: string }>(
        parse(template, { version: '1.1' }).Parameters,
      ).map(([name, { Default }]) => [name, Default]),
    );

  it('offers the template with the parameters of the link, and a line that creates the stack', async () => {
    const linking = await start();
    const setup = await linking.trustSetup(request);
    expect(setup).toMatchObject({
      principalArn: 'arn:aws:iam::999900000000:user/backstage',
      roleName: 'OpenApiFrameworkTrust',
      roleArn: 'arn:aws:iam::111111111111:role/OpenApiFrameworkTrust',
      templateFileName: 'oaf-trust-role.yaml',
      eventsAvailable: false,
      quickCreateUrl: undefined,
    });
    expect(parametersOf(setup.template)).toEqual({
      ExternalId: request.externalId,
      ExternalIdPerAccount: 'false',
      PrincipalArn: 'arn:aws:iam::999900000000:user/backstage',
      RoleName: 'OpenApiFrameworkTrust',
      RoleRegion: 'us-east-1',
      AllowImport: 'true',
      AllowProvision: 'false',
      AllowDeploy: 'false',
      EventTargetArn: '',
    });
    expect(setup.cliCommand).toBe(
      "aws cloudformation create-stack --stack-name oaf-trust --template-body file://oaf-trust-role.yaml --capabilities CAPABILITY_NAMED_IAM --parameters ParameterKey=ExternalId,ParameterValue=k3Jd8sLq0ZxY7vBn2mWc4A ParameterKey=ExternalIdPerAccount,ParameterValue=false ParameterKey=PrincipalArn,ParameterValue=arn:aws:iam::999900000000:user/backstage ParameterKey=RoleName,ParameterValue=OpenApiFrameworkTrust ParameterKey=RoleRegion,ParameterValue=us-east-1 ParameterKey=AllowImport,ParameterValue=true ParameterKey=AllowProvision,ParameterValue=false ParameterKey=AllowDeploy,ParameterValue=false ParameterKey=EventTargetArn,ParameterValue='' --region us-east-1",
    );
  });

  it('offers a stack set over many accounts', async () => {
    const linking = await start();
    const setup = await linking.trustSetup({
      ...request,
      accountId: '',
      permissionSets: ['import', 'provision', 'deploy'],
      forStackSet: true,
    });
    expect(setup.roleArn).toBe(
      'arn:aws:iam::<account id>:role/OpenApiFrameworkTrust',
    );
    expect(parametersOf(setup.template)).toMatchObject({
      ExternalIdPerAccount: 'true',
      AllowProvision: 'true',
      AllowDeploy: 'true',
    });
    expect(setup.cliCommand).toMatch(
      /^aws cloudformation create-stack-set --stack-set-name oaf-trust --permission-model SERVICE_MANAGED --auto-deployment Enabled=true,RetainStacksOnAccountRemoval=false .* && aws cloudformation create-stack-instances --stack-set-name oaf-trust --deployment-targets OrganizationalUnitIds='<organizational unit id>' --regions us-east-1 --region us-east-1$/,
    );
  });

  it.each([
    ['aws', 'eu-west-1', 'eu-west-1.console.aws.amazon.com'],
    ['aws-cn', 'cn-north-1', 'cn-north-1.console.amazonaws.cn'],
    [
      'aws-us-gov',
      'us-gov-east-1',
      'us-gov-east-1.console.amazonaws-us-gov.com',
    ],
    ['aws-eusc', 'eusc-de-east-1', 'eusc-de-east-1.console.amazonaws-eusc.eu'],
  ])(
    'links to the console of %s with everything filled in',
    async (partition, region, host) => {
      const principalArn = `arn:${partition}:iam::999900000000:role/backstage`;
      const linking = await start({
        partitions: [{ name: partition, region, principalArn }],
        templateBucketUrl: 'https://templates.s3.amazonaws.com/oaf',
      });
      const { quickCreateUrl } = await linking.trustSetup({
        ...request,
        partition,
      });
      const [page, query] = quickCreateUrl!.split('?region=')[1].split('?');
      expect(new URL(quickCreateUrl!).host).toBe(host);
      expect(page).toBe(`${region}#/stacks/create/review`);
      expect(Object.fromEntries(new URLSearchParams(query))).toMatchObject({
        templateURL:
          'https://templates.s3.amazonaws.com/oaf/oaf-trust-role.yaml',
        stackName: 'oaf-trust',
        param_ExternalId: request.externalId,
        param_PrincipalArn: principalArn,
        param_AllowImport: 'true',
      });
    },
  );

  it('sends events where it is told to', async () => {
    const linking = await start({ events });
    const setup = await linking.trustSetup({ ...request, events: true });
    expect(setup.eventsAvailable).toBe(true);
    expect(parametersOf(setup.template).EventTargetArn).toBe(events.targetArn);
  });

  it.each([
    [
      { events: true },
      'There is no queue for changes in the partition aws. Leave events out, or set apiManagement.aws.events.',
    ],
    [{ accountId: '1234' }, '1234 is not the id of an AWS account.'],
    [
      { partition: 'aws-cn' },
      'Accounts of the partition aws-cn cannot be linked: apiManagement.aws.partitions names aws only.',
    ],
    [{ partition: 'moon' }, 'There is no AWS partition moon.'],
  ])('refuses %j', async (changes, message) => {
    const linking = await start();
    expect(linking.partitions()).toEqual(['aws']);
    await expect(
      linking.trustSetup({ ...request, ...changes }),
    ).rejects.toThrow(message);
  });

  it("takes the partition's account for its base, where it names one", async () => {
    const asked: unknown[] = [];
    const partition = {
      name: 'aws',
      region: 'eu-west-1',
      accountId: '333333333333',
    };
    simulated = await startSimulated({
      config: { partitions: [partition] },
      credentialsOf: baseAccountId => asked.push(baseAccountId),
    });
    await simulated.driver.linking!.trustSetup(request);
    expect(asked).toEqual(['333333333333']);
  });

  it('says that our own credentials are wrong when nobody knows who we are', async () => {
    simulated = await startSimulated({
      credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'wrong' },
    });
    await expect(
      simulated.driver.linking!.trustSetup(request),
    ).rejects.toMatchObject({
      reason: 'base-credentials',
      message: expect.stringContaining('are not valid. Renew them.'),
    });
  });

  it('refuses a role of another account without calling anyone', async () => {
    const linking = await start();
    const role = 'arn:aws:iam::222222222222:role/OpenApiFrameworkTrust';
    expect(() => linking.validateRole(account, role)).toThrow(
      'belongs to account 222222222222',
    );
    expect(simulated.plane.counts().operations).toEqual({});
  });

  it('forgets the session of an account', async () => {
    const linking = await start();
    const assumed = () => simulated.plane.counts().operations['sts:AssumeRole'];
    await discover(simulated);
    await discover(simulated);
    expect(assumed()).toBe(1);
    linking.forget(account);
    await discover(simulated);
    expect(assumed()).toBe(2);
  });
});
