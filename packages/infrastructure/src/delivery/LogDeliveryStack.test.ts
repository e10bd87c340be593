import { Match, Template } from 'aws-cdk-lib/assertions';
import { policyStatements } from '../__testUtils__/policyStatements';
import { accessLogFormat } from '../log/accessLogFormat';
import { synthesize } from '../synthesize';

const json = synthesize('log-delivery');
const template = Template.fromJSON(json);

const streams = Object.values<any>(
  template.findResources('AWS::KinesisFirehose::DeliveryStream'),
);
const destinationOf = ({ Properties }: any) =>
  Properties.ExtendedS3DestinationConfiguration;

describe('LogDeliveryStack', () => {
  it('has a stream of a name that API Gateway takes', () => {
    template.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
      DeliveryStreamName: {
        'Fn::Join': ['', ['amazon-apigateway-oaf-', { Ref: 'Installation' }]],
      },
    });
  });

  it('fills every column from the field of that meaning, in the case it is written', () => {
    const [table] = Object.values<any>(
      template.findResources('AWS::Glue::Table'),
    );
    const columns = table.Properties.TableInput.StorageDescriptor.Columns.map(
      ({ Name }: { Name: string }) => Name,
    );
    for (const stream of streams) {
      const { OpenXJsonSerDe: serDe } =
        destinationOf(stream).DataFormatConversionConfiguration
          .InputFormatConfiguration.Deserializer;
      expect(serDe.CaseInsensitive).toBe(false);
      expect(Object.keys(serDe.ColumnToJsonKeyMappings)).toEqual(columns);
      expect(Object.values(serDe.ColumnToJsonKeyMappings)).toEqual(
        Object.keys(JSON.parse(accessLogFormat())),
      );
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
    expect(written).toHaveLength(2);
    for (const { resources } of written) {
      expect(resources).toEqual(
        ['access-log', 'errors'].map(
          place =>
            `arn:\${AWS::Partition}:s3:::\${LogBucket}/${place}/source_account=\${AWS::AccountId}/*`,
        ),
      );
    }
  });

  it('reports failures into logs of its own', () => {
    const reports = policyStatements(json).filter(({ actions }) =>
      actions.includes('logs:PutLogEvents'),
    );
    expect(reports.map(({ resources }) => resources)).toEqual(
      ['Delivery', 'HttpDelivery'].map(name => [
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
