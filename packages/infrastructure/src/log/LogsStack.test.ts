import { Match, Template } from 'aws-cdk-lib/assertions';
import { accessLogRecordSchema } from '@oaf/contract';
import { policyStatements } from '../__testUtils__/policyStatements';
import { synthesize } from '../synthesize';
import { accessLogFormat } from './accessLogFormat';

const json = synthesize('logs');
const template = Template.fromJSON(json);

const [table] = Object.values<any>(
  template.findResources('AWS::Glue::Table'),
).map(({ Properties }) => Properties.TableInput);

const conditionsOf = (type: string) =>
  Object.values<any>(template.findResources(type)).map(
    ({ Condition }) => Condition,
  );

const deliveries = policyStatements(json).filter(({ principals }) =>
  principals.includes('${LinkedAccounts}'),
);

describe('LogsStack', () => {
  it('has a column for each of the contract, in the words of SQL', () => {
    const names = table.StorageDescriptor.Columns.map(
      ({ Name }: { Name: string }) => Name,
    );
    const ofContract = Object.keys(accessLogRecordSchema.shape).map(name =>
      name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`),
    );
    expect(names.sort()).toEqual([...ofContract, 'response_type'].sort());
  });

  it('has no column twice', () => {
    const names = [
      ...table.StorageDescriptor.Columns,
      ...table.PartitionKeys,
    ].map(({ Name }: { Name: string }) => Name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('finds partitions by projection, where deliveries go', () => {
    expect(table.Parameters).toMatchObject({
      classification: 'parquet',
      'projection.enabled': 'true',
      'projection.day.type': 'date',
      'projection.source_account.values': {
        'Fn::Join': [',', { Ref: 'LinkedAccounts' }],
      },
    });
    expect(
      JSON.stringify(table.Parameters['storage.location.template']),
    ).toContain(
      '/access-log/source_account=${source_account}/source_region=${source_region}/day=${day}/',
    );
  });

  it('lets linked accounts in by roles of the delivery, and into folders of their own', () => {
    expect(deliveries).toHaveLength(4);
    for (const { conditions } of deliveries) {
      expect(conditions).toContain(
        'ArnLike aws:PrincipalArn = arn:${AWS::Partition}:iam::*:role/oaf/${Installation}/*',
      );
    }
    const written = deliveries.filter(({ actions }) =>
      actions.includes('s3:PutObject'),
    );
    expect(written.flatMap(({ resources }) => resources)).toEqual([
      expect.stringMatching(
        /\/access-log\/source_account=\$\{aws:PrincipalAccount\}\/\*$/,
      ),
      expect.stringMatching(
        /\/errors\/source_account=\$\{aws:PrincipalAccount\}\/\*$/,
      ),
      // An Iceberg table is one for all who append to it.
      expect.stringMatching(/\/iceberg\/\*$/),
    ]);
  });

  it('keeps the log and its key when the stack goes', () => {
    for (const type of ['AWS::S3::Bucket', 'AWS::KMS::Key']) {
      template.allResources(type, {
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      });
    }
  });

  it('holds the log in a bucket of its owner, over TLS, for a time', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      OwnershipControls: {
        Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }],
      },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({
            Prefix: 'access-log/',
            ExpirationInDays: { Ref: 'Retention' },
          }),
        ]),
      },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    });
  });

  it('ends queries that read too much, and encrypts what they give', () => {
    template.hasResourceProperties('AWS::Athena::WorkGroup', {
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true,
        BytesScannedCutoffPerQuery: { Ref: 'ScanLimit' },
        ResultConfiguration: {
          EncryptionConfiguration: { EncryptionOption: 'SSE_KMS' },
        },
      },
    });
  });

  it('crawls only where a schedule is given', () => {
    template.allResources('AWS::Glue::Crawler', { Condition: 'HasCrawler' });
    expect(conditionsOf('AWS::IAM::Role')).toContain('HasCrawler');
  });

  describe('with a table of Apache Iceberg', () => {
    const { Properties: iceberg, Condition } = Object.values<any>(
      template.findResources('AWS::Glue::Table'),
    ).find(({ Properties }) => Properties.OpenTableFormatInput)!;
    const { IcebergTableInput: input, ...made } =
      iceberg.OpenTableFormatInput.IcebergInput;

    it('has it where it was asked for, of the version that Firehose knows', () => {
      expect(Condition).toBe('HasIceberg');
      expect(made).toEqual({ MetadataOperation: 'CREATE', Version: '2' });
      expect(iceberg.DatabaseName).toEqual({
        Ref: expect.stringMatching(/^AccessLogDatabase/),
      });
    });

    it('has the columns of a line, by the names that a line has', () => {
      const fields = input.Schema.Fields;
      expect(fields.map(({ Name }: any) => Name)).toEqual(
        Object.keys(JSON.parse(accessLogFormat())),
      );
      expect(new Set(fields.map(({ Id }: any) => Id)).size).toBe(fields.length);
      for (const { Type, Required } of fields) {
        expect([Type, Required]).toEqual(['string', false]);
      }
    });

    it('is parted by account, Region and about a day', () => {
      const nameOf = (id: number) =>
        input.Schema.Fields.find(({ Id }: any) => Id === id).Name;
      expect(
        input.PartitionSpec.Fields.map(({ SourceId, Transform }: any) => [
          nameOf(SourceId),
          Transform,
        ]),
      ).toEqual([
        ['account_id', 'identity'],
        ['region', 'identity'],
        ['request_time', 'truncate[5]'],
      ]);
    });

    it('lies where nothing expires by itself, which would break it', () => {
      const [{ Properties }] = Object.values<any>(
        template.findResources('AWS::S3::Bucket'),
      );
      expect(JSON.stringify(input.Location)).toMatch(/\/iceberg"/);
      const expiring = Properties.LifecycleConfiguration.Rules.filter(
        ({ ExpirationInDays }: any) => ExpirationInDays,
      ).map(({ Prefix }: any) => Prefix);
      expect(expiring).toEqual(['access-log/', 'errors/', 'query-results/']);
    });

    it('is kept in order by AWS Glue unless that is not wanted', () => {
      const optimizers = Object.values<any>(
        template.findResources('AWS::Glue::TableOptimizer'),
      );
      expect(optimizers.map(({ Properties }) => Properties.Type)).toEqual([
        'compaction',
        'retention',
      ]);
      for (const { Condition: condition, Properties } of optimizers) {
        expect(condition).toBe('HasUpkeep');
        expect(Properties.TableName).toBe(iceberg.Name);
      }
    });
  });
});
