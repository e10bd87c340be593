import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import {
  DescribeDeliveryStreamCommand,
  FirehoseClient,
  PutRecordCommand,
} from '@aws-sdk/client-firehose';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import {
  deployStack,
  type Emulator,
  s3Of,
  stackForMiniStack,
  startMiniStack,
  whichEmulators,
} from '@oaf/aws-emulator';
import { until } from '../__testUtils__/until';
import { readStackTemplate } from '../stackTemplates';

const { leftOut } = whichEmulators();
const describeEmulator = leftOut ? describe.skip : describe;

const account = '000000000000';
const day = () => new Date().toISOString().slice(0, 10);

/** As API Gateway fills in the format. */
function lineOf(format: string, values: Record<string, string>): string {
  const fields = Object.entries<string>(JSON.parse(format)).map(
    ([name, variable]) => [
      name,
      values[name] ?? (variable.startsWith('$') ? '-' : variable),
    ],
  );
  return `${JSON.stringify(Object.fromEntries(fields))}\n`;
}

/** A role that the test can take. */
const readerOf = (policyArn: string) =>
  JSON.stringify({
    Resources: {
      Reader: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: account },
                Action: 'sts:AssumeRole',
              },
            ],
          },
          ManagedPolicyArns: [policyArn],
        },
      },
    },
    Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['Reader', 'Arn'] } } },
  });

describeEmulator(`the access log on MiniStack ${leftOut ?? ''}`, () => {
  // The first start installs the emulator.
  jest.setTimeout(300_000);

  let emulator: Emulator;
  let store: Record<string, string>;
  let delivery: Record<string, string>;
  let reader: Record<string, string>;

  async function put(line: string) {
    await new FirehoseClient(emulator.clientConfig).send(
      new PutRecordCommand({
        DeliveryStreamName: delivery.AccessLogArn.split('/')[1],
        Record: { Data: Buffer.from(line) },
      }),
    );
  }

  const list = async (Prefix: string) => {
    const { Contents: contents = [] } = await s3Of(emulator).send(
      new ListObjectsV2Command({ Bucket: store.LogBucket, Prefix }),
    );
    return contents.map(({ Key }) => Key!);
  };

  const arrive = (prefix: string) =>
    until(async () => {
      const keys = await list(prefix);
      return keys.length > 0 && keys;
    });

  const start = (
    QueryString: string,
    WorkGroup: string,
    config: Emulator['clientConfig'],
  ) =>
    new AthenaClient(config).send(
      new StartQueryExecutionCommand({ QueryString, WorkGroup }),
    );

  async function query(QueryString: string) {
    const athena = new AthenaClient(emulator.clientConfig);
    const { QueryExecutionId } = await start(
      QueryString,
      store.Workgroup,
      emulator.clientConfig,
    );
    await until(async () => {
      const { QueryExecution } = await athena.send(
        new GetQueryExecutionCommand({ QueryExecutionId }),
      );
      const { State, StateChangeReason } = QueryExecution!.Status!;
      if (State === 'FAILED') {
        throw new Error(StateChangeReason);
      }
      return State === 'SUCCEEDED';
    });
    const { ResultSet } = await athena.send(
      new GetQueryResultsCommand({ QueryExecutionId }),
    );
    const [, ...rows] = ResultSet!.Rows!;
    return rows.map(({ Data }) => Data!.map(each => each.VarCharValue));
  }

  const countCalls = () =>
    `select count(distinct request_id) from "${store.Database}"."${store.Table}"`;

  async function deploy(
    name: 'logs' | 'log-delivery',
    { stack = name, ...parameters }: Record<string, string>,
  ) {
    const { body } = await readStackTemplate(name);
    return deployStack(emulator, {
      name: stack,
      body: stackForMiniStack(body),
      parameters: { Installation: 'test', ...parameters },
    });
  }

  async function becomeReader(): Promise<Emulator['clientConfig']> {
    const { Credentials } = await new STSClient(emulator.clientConfig).send(
      new AssumeRoleCommand({
        RoleArn: reader.RoleArn,
        RoleSessionName: 'reader',
      }),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials!;
    return {
      ...emulator.clientConfig,
      credentials: {
        accessKeyId: AccessKeyId!,
        secretAccessKey: SecretAccessKey!,
        sessionToken: SessionToken!,
      },
    };
  }

  beforeAll(async () => {
    emulator = await startMiniStack();
    store = await deploy('logs', {
      LinkedAccounts: account,
      LinkedRegions: 'eu-central-1,eu-west-1',
      CrawlerSchedule: 'cron(0 2 * * ? *)',
      TableFormat: 'Iceberg',
    });
    delivery = await deploy('log-delivery', {
      LogBucket: store.LogBucket,
      LogKeyArn: store.LogKeyArn,
      HttpApis: 'yes',
    });
    reader = await deployStack(emulator, {
      name: 'reader',
      body: readerOf(store.ReaderPolicyArn),
    });
  });

  afterAll(() => emulator?.stop());

  it('arrives in the folder of its account, Region and day, and is read by a query', async () => {
    await put(
      lineOf(delivery.AccessLogFormat, {
        request_id: 'a1',
        api_id: 'a1b2c3',
        subscription_id: 's-1',
        status: '200',
      }),
    );
    const place = `access-log/source_account=${account}/source_region=eu-central-1/day=${day()}/`;
    await expect(arrive(place)).resolves.toHaveLength(1);
    await expect(
      query(
        `select request_id, region, subscription_id, status, integration_status from "${store.Database}"."${store.Table}"`,
      ),
    ).resolves.toEqual([['a1', 'eu-central-1', 's-1', '200', '-']]);
  });

  // MiniStack does not know of which workgroup a query is, so how it goes is asked with every right.
  it('is queried in its workgroup, by a role with the policy of readers', async () => {
    const session = await becomeReader();
    await start(countCalls(), store.Workgroup, session);
    await expect(start(countCalls(), 'primary', session)).rejects.toThrow(
      'not authorized to perform: athena:StartQueryExecution',
    );
  });

  it('is reached over TLS only', async () => {
    const s3 = new S3Client({
      ...(await becomeReader()),
      forcePathStyle: true,
    });
    await expect(
      s3.send(new ListObjectsV2Command({ Bucket: store.LogBucket })),
    ).rejects.toThrow('explicit deny in a resource-based policy');
  });

  it('lays apart what is no access log', async () => {
    await put('not JSON\n');
    const [key] = await arrive('errors/');
    expect(key).toMatch(
      new RegExp(
        `^errors/source_account=${account}/source_region=eu-central-1/format-conversion-failed/day=`,
      ),
    );
  });

  // MiniStack forgets which catalog it is, and appends by a program that it would have to fetch.
  it('has a table of Apache Iceberg beside, which a stream of another name appends to', async () => {
    const appending = await deploy('log-delivery', {
      stack: 'log-delivery-iceberg',
      Installation: 'ice',
      LogBucket: store.LogBucket,
      LogKeyArn: store.LogKeyArn,
      TableFormat: 'Iceberg',
    });
    expect(store.IcebergTable).toBe('access_log_iceberg');
    const name = appending.AccessLogArn.split('/')[1];
    expect(name).toBe('amazon-apigateway-oaf-ice-iceberg');
    const { DeliveryStreamDescription: stream } = await new FirehoseClient(
      emulator.clientConfig,
    ).send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: name }));
    expect(
      stream!.Destinations!.map(each => each.IcebergDestinationDescription),
    ).toMatchObject([
      {
        AppendOnly: true,
        DestinationTableConfigurationList: [
          {
            DestinationDatabaseName: 'oaf_ice',
            DestinationTableName: 'access_log_iceberg',
          },
        ],
      },
    ]);
    expect(appending.AccessLogFormat).toBe(delivery.AccessLogFormat);
  });

  it('says where HTTP APIs write', () => {
    expect(delivery.HttpApiLogArn).toContain(
      ':log-group:/aws/vendedlogs/oaf/test/http-apis',
    );
  });
});
