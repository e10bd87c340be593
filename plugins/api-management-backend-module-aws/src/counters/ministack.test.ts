import {
  CreateDeploymentCommand,
  CreateRestApiCommand,
  DeleteRestApiCommand,
  PutMethodCommand,
  PutIntegrationCommand,
  GetResourcesCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  CloudWatchClient,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { whichEmulators } from '@oaf/aws-emulator';
import { EmulatedGateway } from '../__testUtils__/EmulatedGateway';

const { leftOut } = whichEmulators();
const describeMiniStack = leftOut ? describe.skip : describe;

// The first start installs the emulator.
jest.setTimeout(300_000);

const { signal } = new AbortController();
const HOUR_MS = 3_600_000;
/** A whole hour that is over. */
const HOUR = Math.floor(Date.now() / HOUR_MS - 5) * HOUR_MS;

describeMiniStack(`counters on MiniStack ${leftOut ?? ''}`, () => {
  let world: EmulatedGateway;
  let cloudWatch: CloudWatchClient;
  const made: string[] = [];

  beforeAll(async () => {
    world = await EmulatedGateway.start();
    cloudWatch = new CloudWatchClient(world.emulator.clientConfig);
  });
  afterEach(async () => {
    for (const restApiId of made.splice(0)) {
      await world.owner.send(new DeleteRestApiCommand({ restApiId }));
    }
  });
  afterAll(async () => {
    cloudWatch?.destroy();
    await world?.stop();
  });

  /** As API Gateway does: one sample for each call. */
  const note = (
    dimensions: Record<string, string>,
    calls: number,
    time: number,
    MetricName = 'Count',
  ) =>
    cloudWatch.send(
      new PutMetricDataCommand({
        Namespace: 'AWS/ApiGateway',
        MetricData: [
          {
            MetricName,
            Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({
              Name,
              Value,
            })),
            Timestamp: new Date(time),
            Values: [1],
            Counts: [calls],
          },
        ],
      }),
    );

  async function restApi(name: string, stageName: string): Promise<string> {
    const { id: restApiId } = await world.owner.send(
      new CreateRestApiCommand({ name }),
    );
    made.push(restApiId!);
    const { items: [root] = [] } = await world.owner.send(
      new GetResourcesCommand({ restApiId }),
    );
    const method = { restApiId, resourceId: root.id, httpMethod: 'GET' };
    await world.owner.send(
      new PutMethodCommand({ ...method, authorizationType: 'NONE' }),
    );
    await world.owner.send(
      new PutIntegrationCommand({ ...method, type: 'MOCK' }),
    );
    await world.owner.send(
      new CreateDeploymentCommand({ restApiId, stageName }),
    );
    return restApiId!;
  }

  const count = (
    places: Array<{ apiId: string; stage: string }>,
    { from = HOUR, to = HOUR + 3 * HOUR_MS } = {},
  ) => {
    const { account, region } = world.gateway;
    return world.driver.counters!.count(
      { account, region },
      { places, from, to, signal },
    );
  };

  it('tells the calls of each stage and hour, and of no other', async () => {
    const apiId = await restApi('Zähler', 'prod');
    const v2 = new ApiGatewayV2Client(world.emulator.clientConfig);
    const { ApiId } = await v2.send(
      new CreateApiCommand({ Name: 'HTTP', ProtocolType: 'HTTP' }),
    );
    v2.destroy();
    const rest = { ApiName: 'Zhler', Stage: 'prod' };
    const http = { ApiId: ApiId!, Stage: '$default' };
    await note(rest, 3, HOUR);
    await note(rest, 4, HOUR + HOUR_MS - 60_000);
    await note(rest, 9, HOUR + 2 * HOUR_MS);
    await note(rest, 100, HOUR + 3 * HOUR_MS);
    await note(rest, 100, HOUR - 60_000);
    await note({ ...rest, Stage: 'test' }, 100, HOUR);
    await note({ ApiName: 'Zhler' }, 100, HOUR);
    await note(rest, 100, HOUR, 'Latency');
    await note(http, 5, HOUR + HOUR_MS);
    const places = [
      { apiId, stage: 'prod' },
      { apiId: ApiId!, stage: '$default' },
    ];
    const { counts, unknown } = await count(places);
    expect(unknown).toEqual([]);
    expect(counts).toEqual([
      { ...places[0], hour: HOUR, calls: 7 },
      { ...places[0], hour: HOUR + 2 * HOUR_MS, calls: 9 },
      { ...places[1], hour: HOUR + HOUR_MS, calls: 5 },
    ]);
  });

  it('cannot tell apart APIs of one name with a stage of one name', async () => {
    const [one, other] = [
      await restApi('Twins', 'prod'),
      await restApi('Twins', 'prod'),
    ];
    const third = await restApi('Twins', 'test');
    await note({ ApiName: 'Twins', Stage: 'test' }, 2, HOUR);
    const { counts, unknown } = await count([
      { apiId: one, stage: 'prod' },
      { apiId: third, stage: 'test' },
    ]);
    expect(unknown).toEqual([
      {
        apiId: one,
        stage: 'prod',
        why: `CloudWatch counts the calls of the APIs ${one} and ${other} together, as both are called Twins and have a stage prod. Rename one of them.`,
      },
    ]);
    expect(counts).toEqual([
      { apiId: third, stage: 'test', hour: HOUR, calls: 2 },
    ]);
  });

  it('says of what it knows nothing', async () => {
    const { counts, unknown } = await count([{ apiId: 'gone', stage: 'prod' }]);
    expect(counts).toEqual([]);
    expect(unknown).toMatchObject([
      { why: expect.stringContaining('There is no API gone any more') },
    ]);
  });

  it('says what the role lacks, and goes on once it has it', async () => {
    const apiId = await restApi('Denied', 'prod');
    await note({ ApiName: 'Denied', Stage: 'prod' }, 6, HOUR);
    const places = [{ apiId, stage: 'prod' }];
    await world.updateTrust({ action: 'cloudwatch:GetMetricData' });
    await world.restart();
    await expect(count(places)).rejects.toMatchObject({
      name: 'GatewayError',
      reason: 'access-denied',
      message: expect.stringMatching(
        /^The trust role lacks cloudwatch:GetMetricData in eu-central-1 of account 000000000000 \(MiniStack\)\. Update its stack/,
      ),
    });
    await world.updateTrust();
    await world.restart();
    expect((await count(places)).counts).toMatchObject([{ calls: 6 }]);
  });

  describe('asks CloudWatch', () => {
    const name = 'GraniteServiceVersion20100801.GetMetricData';
    const asked = () =>
      world.proxy.calls
        .filter(call => call.name === name)
        .map(({ body }) => JSON.parse(body));
    const answer = (status: number, body: object) => ({
      instead: {
        status,
        headers: { 'content-type': 'application/x-amz-json-1.0' },
        body: JSON.stringify(body),
      },
      after: false,
    });
    const result = (StatusCode: string, hours: number[], values: number[]) => ({
      Id: 'place0',
      Label: '',
      StatusCode,
      Timestamps: hours.map(hour => (HOUR + hour * HOUR_MS) / 1000),
      Values: values,
    });
    let apiId: string;

    beforeEach(async () => {
      apiId = await restApi('Asked', 'prod');
      world.proxy.calls.length = 0;
    });
    afterEach(() => {
      world.proxy.fault = undefined;
    });

    it('for hours, once for up to 500 stages', async () => {
      await count([{ apiId, stage: 'prod' }]);
      expect(world.proxy.calls.map(call => call.name)).toEqual([
        'GET /restapis',
        name,
      ]);
      expect(asked()).toMatchObject([
        { StartTime: HOUR / 1000, EndTime: HOUR / 1000 + 3 * 3600 },
      ]);
      world.proxy.calls.length = 0;
      const stages = Array.from({ length: 501 }, (_, at) => `stage${at}`);
      const { unknown } = await count(stages.map(stage => ({ apiId, stage })));
      expect(unknown).toEqual([]);
      expect(
        asked().map(({ MetricDataQueries }) => MetricDataQueries.length),
      ).toEqual([500, 1]);
    });

    it('page by page', async () => {
      const pages = [
        [result('PartialData', [0, 1], [1, 2])],
        [result('Complete', [2], [4])],
      ];
      world.proxy.fault = call => {
        if (call.name !== name) {
          return undefined;
        }
        const { NextToken } = JSON.parse(call.body);
        const page = pages[NextToken ? 1 : 0];
        return answer(200, {
          MetricDataResults: page,
          ...(NextToken ? {} : { NextToken: 'next' }),
        });
      };
      const { counts } = await count([{ apiId, stage: 'prod' }]);
      expect(counts.map(({ hour, calls }) => [hour, calls])).toEqual([
        [HOUR, 1],
        [HOUR + HOUR_MS, 2],
        [HOUR + 2 * HOUR_MS, 4],
      ]);
    });

    it('and takes a part for nothing', async () => {
      world.proxy.fault = call =>
        call.name === name
          ? answer(200, {
              MetricDataResults: [result('InternalError', [0], [1])],
            })
          : undefined;
      expect(await count([{ apiId, stage: 'prod' }])).toMatchObject({
        counts: [],
        unknown: [{ apiId, why: expect.stringContaining('(InternalError)') }],
      });
    });

    it('no more often than it bears', async () => {
      world.proxy.fault = call =>
        call.name === name
          ? answer(400, { __type: 'ThrottlingException', message: 'Slow down' })
          : undefined;
      await expect(count([{ apiId, stage: 'prod' }])).rejects.toMatchObject({
        reason: 'throttled',
        message: expect.stringContaining('It is asked again in some minutes.'),
      });
      expect(asked()).toHaveLength(4);
    });
  });
});
