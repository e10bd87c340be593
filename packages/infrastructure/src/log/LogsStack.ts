import { Aws, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import { ArnPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { addOutputs } from '../stack/addOutputs';
import { onlyIf } from '../stack/onlyIf';
import { tagStack } from '../stack/tagStack';
import { AccessLogTable } from './AccessLogTable';
import { ICEBERG_TABLE, IcebergLogTable } from './IcebergLogTable';
import { LogBucket } from './LogBucket';
import { LogCrawler } from './LogCrawler';
import { type LogDeliverers, LogKey } from './LogKey';
import { databaseOf, deliveryRolePath, logPlaces } from './logPlaces';
import { LogQueries } from './LogQueries';
import { LogReaders } from './LogReaders';
import { LogsParameters } from './LogsParameters';
import { partitionProjection } from './partitionProjection';
import { TableUpkeep } from './TableUpkeep';

/** The access log of all linked accounts: where it is kept, and where it is queried. */
export class LogsStack extends Stack {
  private readonly parameters = new LogsParameters(this, 'Parameters');
  private readonly encryptionKey = new LogKey(this, 'LogKey', this.deliverers())
    .key;
  private readonly bucket = new LogBucket(this, 'LogBucket', {
    encryptionKey: this.encryptionKey,
    deliverers: this.deliverers(),
    retention: this.parameters.retention.valueAsNumber,
  }).bucket;
  private readonly table = this.addTable();
  private readonly workgroup = this.addQueries();

  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, {
      description: 'Open API Framework: the access log of all linked accounts',
      ...props,
    });
    this.addCrawler();
    this.addIceberg();
    const { bucket, encryptionKey, table, workgroup } = this;
    const parts = { bucket, encryptionKey, table, workgroup };
    addOutputs(this, {
      LogBucket: bucket.bucketName,
      LogKeyArn: encryptionKey.keyArn,
      Database: table.database,
      Table: table.table,
      Workgroup: workgroup.ref,
      ReaderPolicyArn: new LogReaders(this, 'Readers', parts).policy
        .managedPolicyArn,
    });
    tagStack(this, 'logs', this.parameters);
  }

  /** Of linked accounts only the roles of the stack `log-delivery`. */
  private deliverers(): LogDeliverers {
    const { installation, linkedAccounts } = this.parameters;
    const path = deliveryRolePath(installation.valueAsString);
    return {
      accounts: new ArnPrincipal(Fn.ref(linkedAccounts.logicalId)),
      conditions: {
        ArnLike: {
          'aws:PrincipalArn': `arn:${Aws.PARTITION}:iam::*:role${path}*`,
        },
      },
    };
  }

  private addTable() {
    const { installation, linkedAccounts, linkedRegions, retention } =
      this.parameters;
    const location = this.bucket.s3UrlForObject(`${logPlaces.accessLog}/`);
    return new AccessLogTable(this, 'AccessLog', {
      database: databaseOf(installation.valueAsString),
      description: 'Open API Framework: access log of all linked accounts',
      location,
      parameters: partitionProjection({
        location,
        accounts: linkedAccounts,
        regions: linkedRegions,
        retention,
      }),
    });
  }

  private addQueries() {
    const { installation, scanLimit } = this.parameters;
    return new LogQueries(this, 'Queries', {
      name: `oaf-${installation.valueAsString}`,
      bucket: this.bucket,
      encryptionKey: this.encryptionKey,
      scanLimit: scanLimit.valueAsNumber,
    }).workgroup;
  }

  private addIceberg() {
    const { bucket, encryptionKey } = this;
    const { hasIceberg, hasUpkeep } = this.parameters;
    const { database } = this.table;
    const table = new IcebergLogTable(this, 'Iceberg', {
      database,
      location: bucket.s3UrlForObject(logPlaces.iceberg),
    });
    const condition = hasUpkeep;
    const parts = { condition, bucket, encryptionKey, database, table };
    new TableUpkeep(this, 'Upkeep', parts);
    onlyIf(hasIceberg, table);
    addOutputs(this, { IcebergTable: ICEBERG_TABLE }, hasIceberg);
  }

  private addCrawler() {
    const { hasCrawler, crawlerSchedule } = this.parameters;
    new LogCrawler(this, 'Crawler', {
      condition: hasCrawler,
      bucket: this.bucket,
      encryptionKey: this.encryptionKey,
      table: this.table,
      schedule: crawlerSchedule.valueAsString,
    });
  }
}
