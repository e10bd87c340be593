import { StackParameters } from '../stack/StackParameters';

/** What is chosen when the portal is deployed. Much of it is told by the outputs of other stacks. */
export class PortalParameters extends StackParameters {
  readonly image = this.text('Image', {
    label: 'Image',
    group: 'Container',
    description: 'Container image of the portal, best by its digest.',
    minLength: 1,
  });

  readonly repositoryArn = this.text('RepositoryArn', {
    label: 'Repository',
    group: 'Container',
    description: 'Amazon ECR repository of the image.',
    minLength: 1,
  });

  readonly processor = this.text('Processor', {
    label: 'Processor',
    group: 'Container',
    description: 'What the image was built for.',
    allowedValues: ['X86_64', 'ARM64'],
    default: 'X86_64',
  });

  readonly size = this.text('Size', {
    label: 'Size',
    group: 'Container',
    description:
      'Of each task: half a processor and 2 GB, one and 3 GB, or two and 6 GB.',
    allowedValues: ['small', 'medium', 'large'],
    default: 'medium',
  });

  readonly minTasks = this.number('MinTasks', {
    label: 'Least tasks',
    group: 'Container',
    description: 'Tasks that always run; two survive the loss of a zone.',
    default: 2,
    minValue: 1,
    maxValue: 50,
  });

  readonly maxTasks = this.number('MaxTasks', {
    label: 'Most tasks',
    group: 'Container',
    description: 'Tasks at most.',
    default: 6,
    minValue: 1,
    maxValue: 50,
  });

  readonly domainName = this.text('DomainName', {
    label: 'Domain',
    group: 'Domain',
    description: 'Domain of the portal, such as portal.example.com.',
    allowedPattern: '^([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z]{2,}$',
    constraintDescription: 'must be a domain, in small letters',
  });

  readonly certificateArn = this.text('CertificateArn', {
    label: 'Certificate',
    group: 'Domain',
    description:
      "The domain's certificate in AWS Certificate Manager, in the same Region.",
    minLength: 1,
  });

  readonly hostedZoneId = this.text('HostedZoneId', {
    label: 'Hosted zone',
    group: 'Domain',
    description:
      "Hosted zone in Route 53 for the domain's record; empty: the record is made elsewhere.",
    default: '',
    allowedPattern: '^$|^Z[A-Z0-9]{1,31}$',
    constraintDescription:
      'must be the id of a hosted zone, such as Z0123456789ABCDEFGHIJ, or empty',
  });

  readonly scheme = this.text('Scheme', {
    label: 'Addresses',
    group: 'Network',
    description:
      'Whether the load balancer has public addresses, or addresses of the VPC only.',
    allowedValues: ['internal', 'internet-facing'],
    default: 'internal',
  });

  readonly reachableFrom = this.text('ReachableFrom', {
    label: 'Reachable from',
    group: 'Network',
    description:
      'Addresses that may open the portal, such as 10.0.0.0/8, or 0.0.0.0/0 for everybody.',
    allowedPattern: '^([0-9]{1,3}[.]){3}[0-9]{1,3}/([0-9]|[12][0-9]|3[0-2])$',
    constraintDescription: 'must be a block of IPv4 addresses',
  });

  readonly vpcId = this.text('VpcId', {
    label: 'VPC',
    group: 'Network',
    description: 'VPC of the portal.',
    minLength: 1,
  });

  readonly loadBalancerSubnetIds = this.list('LoadBalancerSubnetIds', {
    label: 'Subnets of the load balancer',
    group: 'Network',
    description:
      'Subnets of the load balancer in two zones; public ones when it is internet-facing.',
  });

  readonly taskSubnetIds = this.list('TaskSubnetIds', {
    label: 'Subnets of the tasks',
    group: 'Network',
    description:
      'Private subnets of the tasks in two zones, with a way out to AWS and to whom people sign in at.',
  });

  readonly databaseClient = this.text('DatabaseClient', {
    label: 'Kind of database',
    group: 'Database',
    description: 'MySQL or PostgreSQL.',
    allowedValues: ['mysql2', 'pg'],
    default: 'mysql2',
  });

  readonly databaseEndpoint = this.text('DatabaseEndpoint', {
    label: 'Endpoint',
    group: 'Database',
    description: 'Endpoint of the stack data.',
    minLength: 1,
  });

  readonly databasePort = this.number('DatabasePort', {
    label: 'Port',
    group: 'Database',
    description: 'Port of the stack data.',
    default: 3306,
    minValue: 1,
    maxValue: 65535,
  });

  readonly databaseSecretArn = this.text('DatabaseSecretArn', {
    label: 'Secret of the database',
    group: 'Database',
    description: 'SecretArn of the stack data.',
    minLength: 1,
  });

  readonly databaseClientPolicyArn = this.text('DatabaseClientPolicyArn', {
    label: 'Policy of clients',
    group: 'Database',
    description:
      'ClientPolicyArn of the stack data: what lets the portal read the password.',
    minLength: 1,
  });

  readonly databaseGroupId = this.text('DatabaseClientSecurityGroupId', {
    label: 'Security group of clients',
    group: 'Database',
    description:
      'Security group of the VPC whose members the database lets in.',
    minLength: 1,
  });

  readonly metadataUrl = this.text('MetadataUrl', {
    label: 'Metadata',
    group: 'Sign-in',
    description: 'MetadataUrl of the stack identity.',
    allowedPattern: '^https://.+$',
    constraintDescription: 'must be https://…',
  });

  readonly clientId = this.text('ClientId', {
    label: 'Client',
    group: 'Sign-in',
    description: 'ClientId of the stack identity.',
    minLength: 1,
  });

  readonly clientSecretArn = this.text('ClientSecretArn', {
    label: 'Secret of the client',
    group: 'Sign-in',
    description:
      'Secret in Secrets Manager whose text is the secret of that client, under the key aws/secretsmanager.',
    minLength: 1,
  });

  readonly subjectClaim = this.text('SubjectClaim', {
    label: 'Claim of the person',
    group: 'Sign-in',
    description: 'Claim that names the person.',
    default: 'cognito:username',
  });

  readonly groupsClaim = this.text('GroupsClaim', {
    label: 'Claim of the groups',
    group: 'Sign-in',
    description:
      'Claim that names the groups; custom:groups with Microsoft Entra ID.',
    default: 'cognito:groups',
  });

  readonly administratorGroup = this.text('AdministratorGroup', {
    label: 'Group of administrators',
    group: 'Sign-in',
    description: 'Group whose members administrate the portal.',
    default: 'platform-administrators',
  });

  readonly managerGroup = this.text('ManagerGroup', {
    label: 'Group of API managers',
    group: 'Sign-in',
    description: 'Group whose members manage API products.',
    default: 'api-managers',
  });

  readonly trustRoleName = this.text('TrustRoleName', {
    label: 'Name of trust roles',
    group: 'Accounts',
    description:
      'Name of the roles by which accounts are linked, the accounts of gateways too.',
    default: 'OpenApiFrameworkTrust',
  });

  readonly logReaderPolicyArn = this.text('LogReaderPolicyArn', {
    label: 'Policy of log readers',
    group: 'Logs',
    description:
      'ReaderPolicyArn of the stack logs; empty: the portal may not query it.',
    default: '',
  });

  readonly accessLogBucket = this.text('AccessLogBucket', {
    label: 'Bucket of the access log',
    group: 'Logs',
    description:
      'Bucket of the load balancer’s access log, whose policy lets it write there; empty: none.',
    default: '',
  });

  readonly alarmTopic = this.topicOfAlarms();

  readonly logRetention = this.retentionOfLog({
    label: 'Retention of the log',
    description: 'Days for which the portal keeps its log.',
  });

  readonly hasHostedZone = this.given('HasHostedZone', this.hostedZoneId);
  readonly hasAccessLog = this.given('HasAccessLog', this.accessLogBucket);
  readonly readsLog = this.given('ReadsLog', this.logReaderPolicyArn);

  get url(): string {
    return `https://${this.domainName.valueAsString}`;
  }
}
