import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { StackTarget } from '@oaf/backstage-plugin-api-management-node';
import { readEvents } from './stackCalls';

const STARTED = Date.parse('2026-03-10T12:00:00Z');
const MINUTE = 60_000;

/** Minutes after the start; the latest first, as CloudFormation tells them. */
const pages = [
  [3, 2],
  [1, -1],
  [-20, -30],
  [-9_000, -10_000],
];

const eventOf = (minutes: number) => `<member>
  <StackId>stack-1</StackId><EventId>at-${minutes}</EventId><StackName>oaf-x</StackName>
  <ClientRequestToken>${minutes < -1 ? 'earlier' : 'mine'}</ClientRequestToken>
  <Timestamp>${new Date(STARTED + minutes * MINUTE).toISOString()}</Timestamp>
</member>`;

const answerOf = (
  page: number,
) => `<DescribeStackEventsResponse><DescribeStackEventsResult>
  <StackEvents>${pages[page].map(eventOf).join('')}</StackEvents>
  ${page + 1 < pages.length ? `<NextToken>${page + 1}</NextToken>` : ''}
</DescribeStackEventsResult></DescribeStackEventsResponse>`;

describe('the events of a stack with a long history', () => {
  let server: Server;
  let client: CloudFormationClient;
  const asked: number[] = [];

  beforeAll(async () => {
    server = createServer(async (req, res) => {
      const body = (await req.toArray()).join('');
      const page = Number(new URLSearchParams(body).get('NextToken') ?? 0);
      asked.push(page);
      res.setHeader('content-type', 'text/xml').end(answerOf(page));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = new CloudFormationClient({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
    });
  });
  afterAll(() => {
    client.destroy();
    server.close();
  });

  it('are read back to the start of the deployment, and no further', async () => {
    const target = { stackName: 'oaf-x', stackId: 'stack-1' } as StackTarget;
    const events = await readEvents(
      { client, target, signal: AbortSignal.timeout(10_000) },
      { tokens: ['mine'], since: STARTED },
    );
    // One before our clock says so: the clock of AWS may be behind.
    expect(events.map(({ id }) => id)).toEqual([
      'at--1',
      'at-1',
      'at-2',
      'at-3',
    ]);
    expect(asked).toEqual([0, 1, 2]);
  });
});
