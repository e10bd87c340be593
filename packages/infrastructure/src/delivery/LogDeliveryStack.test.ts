import { Match, Template } from 'aws-cdk-lib/assertions';
import { policyStatements } from '../__testUtils__/policyStatements';
import { accessLogFormat } from '../log/accessLogFormat';
import { synthesize } from '../synthesize';

const json: any = synthesize('log-delivery');
const template = Template.fromJSON(json);

const allStreams = Object.values<any>(
  template.findResources('AWS::KinesisFirehose::DeliveryStream'),
);
const destinationOf = ({ Properties }: any) =>
  Properties.ExtendedS3DestinationConfiguration;
const tableOf = ({ Properties }: any) =>
  Properties.IcebergDestinationConfiguration;
const streams = allStreams.filter(destinationOf);
const [appending] = allStreams.filter(tableOf);

describe('LogDeliveryStack', () => {
  it('has a stream of a name that API Gateway takes', () => {
    template.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
      DeliveryStreamName: {
        'Fn::Join': ['', ['amazon-apigateway-oaf-', { Ref: 'Installation' }]],
      },
    });
  });

  it('fills every column from the field of that name', () => {
    const [table] = Object.values<any>(
      template.findResources('AWS::Glue::Table'),
    );
    const columns = table.Properties.TableInput.StorageDescriptor.Columns.map(
      ({ Name }: { Name: string }) => Name,
    );
    expect(columns).toEqual(Object.keys(JSON.parse(accessLogFormat())));
    for (const stream of streams) {
      expect(
        destinationOf(stream).DataFormatConversionConfiguration
          .InputFormatConfiguration.Deserializer,
      ).toEqual({ OpenXJsonSerDe: {} });
    }
  });

  it('delivers into folders of its own account, Region and day', () => {
    for (const stream of streams) {
      const { Prefix, ErrorOutputPrefix } = destinationOf(stream);
      expect(JSON.stringify(Prefix)).toMatch(
        /access-log\/source_account=.*AWS::AccountId.*\/source_region=.*AWS::Region.*\/day=!\{timestamp:yyyy-MM-dd\}\//,
      );
      expect(JSON.stringify(ErrorOutputPrefix)).toContain(
        '/!{firehose:error-output-type}/',
      );
    }
  });

  it('writes to nobody else', () => {
    const written = policyStatements(json).filter(({ actions }) =>
      actions.includes('s3:PutObject'),
    );
    const [files, table] = [false, true].map(isTable =>
      written.filter(({ holder }) => holder.startsWith('App') === isTable),
    );
    expect(files).toHaveLength(2);
    expect(table.flatMap(({ resources }) => resources)).toEqual([
      'arn:${AWS::Partition}:s3:::${LogBucket}/iceberg/*',
      'arn:${AWS::Partition}:s3:::${LogBucket}/errors/source_account=${AWS::AccountId}/*',
    ]);
    for (const { resources } of files) {
      expect(resources).toEqual(
        ['access-log', 'errors'].map(
          place =>
            `arn:\${AWS::Partition}:s3:::\${LogBucket}/${place}/source_account=\${AWS::AccountId}/*`,
        ),
      );
    }
  });

  describe('where the log store has a table of Apache Iceberg', () => {
    it('appends to it, in the catalog of the store, and keeps what failed in the own folder of errors', () => {
      expect(tableOf(appending)).toMatchObject({
        AppendOnly: true,
        DestinationTableConfigurationList: [
          {
            DestinationDatabaseName: {
              'Fn::Join': ['', ['oaf_', { Ref: 'Installation' }]],
            },
            DestinationTableName: 'access_log_iceberg',
          },
        ],
        s3BackupMode: 'FailedDataOnly',
      });
      const { S3Configuration, CatalogConfiguration } = tableOf(appending);
      expect(S3Configuration.Prefix).toBeUndefined();
      expect(JSON.stringify(S3Configuration.ErrorOutputPrefix)).toMatch(
        /errors\/source_account=.*AWS::AccountId/,
      );
      const place = (part: number) => ({
        'Fn::Select': [part, { 'Fn::Split': [':', { Ref: 'LogKeyArn' }] }],
      });
      expect(CatalogConfiguration.CatalogArn).toEqual({
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':glue:',
            place(3),
            ':',
            place(4),
            ':catalog',
          ],
        ],
      });
    });

    it('delivers to it or to files, which is all where Firehose has no Iceberg', () => {
      expect([appending, streams[0]].map(each => each.Condition)).toEqual([
        'Appends',
        'Delivers',
      ]);
      expect(json.Conditions.Delivers).toEqual({
        'Fn::Not': [{ Condition: 'Appends' }],
      });
      const condition = JSON.stringify(json.Conditions.Appends);
      for (const place of ['aws-cn', 'aws-us-gov', 'mx-central-1']) {
        expect(condition).toContain(`"${place}"`);
      }
      expect(json.Outputs.AccessLogArn.Value['Fn::If'][0]).toBe('Appends');
    });

    it('may use that table, and no other', () => {
      const [rights] = policyStatements(json).filter(
        ({ sid }) => sid === 'Table',
      );
      expect(rights.actions).toEqual([
        'glue:GetDatabase',
        'glue:GetTable',
        'glue:UpdateTable',
      ]);
      expect(rights.resources).toHaveLength(3);
      expect(rights.resources[2]).toMatch(
        /table\/oaf_\$\{Installation\}\/access_log_iceberg$/,
      );
    });
  });

  it('reports failures into logs of its own', () => {
    const reports = policyStatements(json).filter(({ actions }) =>
      actions.includes('logs:PutLogEvents'),
    );
    expect(reports.map(({ resources }) => resources)).toEqual(
      ['Delivery', 'Appending', 'HttpDelivery'].map(name => [
        expect.stringMatching(new RegExp(`^\\$\\{${name}Log\\w+[.]Arn}$`)),
      ]),
    );
  });

  it('is trusted by services for this account only', () => {
    const trusted = policyStatements(json).filter(({ actions }) =>
      actions.includes('sts:AssumeRole'),
    );
    expect(
      trusted.map(({ principals, conditions }) => [
        ...principals,
        ...conditions,
      ]),
    ).toEqual([
      [
        'firehose.amazonaws.com',
        'StringEquals sts:ExternalId = ${AWS::AccountId}',
      ],
      [
        'firehose.amazonaws.com',
        'StringEquals sts:ExternalId = ${AWS::AccountId}',
      ],
      [
        'firehose.amazonaws.com',
        'StringEquals sts:ExternalId = ${AWS::AccountId}',
      ],
      [
        'logs.amazonaws.com',
        'StringLike aws:SourceArn = arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:*',
      ],
    ]);
  });

  it('takes lines out of what CloudWatch Logs sends of HTTP APIs', () => {
    const [stream] = streams.filter(each => each.Condition === 'HasHttpApis');
    expect(destinationOf(stream).ProcessingConfiguration).toEqual({
      Enabled: true,
      Processors: [
        {
          Type: 'Decompression',
          Parameters: [
            { ParameterName: 'CompressionFormat', ParameterValue: 'GZIP' },
          ],
        },
        {
          Type: 'CloudWatchLogProcessing',
          Parameters: [
            { ParameterName: 'DataMessageExtraction', ParameterValue: 'true' },
          ],
        },
      ],
    });
    template.allResources('AWS::Logs::SubscriptionFilter', {
      Condition: 'HasHttpApis',
      Properties: Match.objectLike({ FilterPattern: '' }),
    });
  });

  it('raises alarms when calls do not arrive', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Firehose',
      MetricName: 'DeliveryToS3.DataFreshness',
    });
  });
});
