import { Aws, type CfnCondition } from 'aws-cdk-lib';
import { CfnCrawler } from 'aws-cdk-lib/aws-glue';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { accept } from '../stack/accept';
import { acceptPatterns } from '../stack/acceptPatterns';
import { allow } from '../stack/allow';
import { onlyIf } from '../stack/onlyIf';
import type { AccessLogTable } from './AccessLogTable';
import { logPlaces } from './logPlaces';
import { viaService } from '../stack/keyPolicy';

export interface LogCrawlerProps {
  condition: CfnCondition;
  bucket: IBucket;
  encryptionKey: IKey;
  table: AccessLogTable;
  /** `cron(…)` */
  schedule: string;
}

const PREFIX = 'crawled_';

const glue = (name: string) =>
  `arn:${Aws.PARTITION}:glue:${Aws.REGION}:${Aws.ACCOUNT_ID}:${name}`;

const CATALOG_ACTIONS = [
  'glue:BatchCreatePartition',
  'glue:BatchGetPartition',
  'glue:CreateTable',
  'glue:GetDatabase',
  'glue:GetPartition',
  'glue:GetPartitions',
  'glue:GetTable',
  'glue:UpdatePartition',
  'glue:UpdateTable',
];

const REPORT_ACTIONS = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
];

const patternsOf = ({ bucket, table }: LogCrawlerProps) => ({
  objects: bucket.arnForObjects(`${logPlaces.accessLog}/*`),
  tables: glue(`table/${table.database}/${PREFIX}*`),
  reports: `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:/aws-glue/crawlers:*`,
});

const statementsOf = (
  { bucket, encryptionKey, table }: LogCrawlerProps,
  { objects, tables, reports }: ReturnType<typeof patternsOf>,
) => [
  allow(
    'Bucket',
    ['s3:GetBucketLocation', 's3:ListBucket'],
    [bucket.bucketArn],
  ),
  allow('Log', ['s3:GetObject'], [objects]),
  allow('Encryption', ['kms:Decrypt'], [encryptionKey.keyArn], {
    StringEquals: {
      'kms:ViaService': viaService('s3'),
    },
  }),
  allow('Catalog', CATALOG_ACTIONS, [
    glue('catalog'),
    glue(`database/${table.database}`),
    tables,
  ]),
  allow('Report', REPORT_ACTIONS, [reports]),
];

/** For those who want the catalog to say what was delivered. It makes a table of its own, beside the one that needs no crawler. */
export class LogCrawler extends Construct {
  constructor(scope: Construct, id: string, props: LogCrawlerProps) {
    super(scope, id);
    const { bucket, table, schedule } = props;
    const crawler = new CfnCrawler(this, 'Crawler', {
      role: this.addRole(props).roleArn,
      databaseName: table.database,
      tablePrefix: PREFIX,
      targets: {
        s3Targets: [{ path: bucket.s3UrlForObject(`${logPlaces.accessLog}/`) }],
      },
      schedule: { scheduleExpression: schedule },
      recrawlPolicy: { recrawlBehavior: 'CRAWL_NEW_FOLDERS_ONLY' },
      // What new folders alone are crawled for asks for it.
      schemaChangePolicy: { updateBehavior: 'LOG', deleteBehavior: 'LOG' },
    });
    accept(crawler, {
      'AwsSolutions-GL1':
        'It writes names of folders and tables, which CloudWatch Logs encrypts by a key of its own.',
    });
    onlyIf(props.condition, this);
  }

  private addRole(props: LogCrawlerProps) {
    const patterns = patternsOf(props);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('glue.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        Crawl: new PolicyDocument({
          statements: statementsOf(props, patterns),
        }),
      },
    });
    acceptPatterns(
      role,
      Object.values(patterns),
      'Objects, tables and log streams are named when they are made; each statement speaks of one folder, prefix or log.',
    );
    return role;
  }
}
