import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import request from 'supertest';
import { startPlugin } from '../__testUtils__/startPlugin';
import { spec } from './openapi/generated/router';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ disableDocker: true });
const RUNS_PER_OPERATION = 15;

type Parameter = { $ref?: string; name?: string; in?: string };
type Operation = { parameters?: readonly Parameter[]; requestBody?: unknown };

const shared: Record<string, Parameter> = spec.components.parameters;

function queryNames({ parameters = [] }: Operation): string[] {
  return parameters
    .map(parameter =>
      parameter.$ref ? shared[parameter.$ref.split('/').at(-1)!] : parameter,
    )
    .flatMap(parameter => (parameter.in === 'query' ? parameter.name! : []));
}

const operations = Object.entries(spec.paths).flatMap(([path, item]) =>
  Object.entries(item as Record<string, Operation>).map(
    ([method, operation]) => ({
      method: method as 'get' | 'post' | 'put' | 'patch' | 'delete',
      path,
      query: queryNames(operation),
      hasBody: Boolean(operation.requestBody),
    }),
  ),
);

const oddText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\u0000',
    "' or 1=1 --",
    '%',
    '../..',
    '99999999999999999999',
    '-1',
    '1e400',
    '',
  ),
);

const oddPlan = fc.record(
  {
    id: oddText,
    title: oddText,
    limits: fc.oneof(fc.object(), fc.constant({ rate: 1, burst: 1 })),
    price: fc.oneof(
      fc.object(),
      fc.constant({
        currency: 'EUR',
        components: [{ type: 'flat', amount: '1' }],
      }),
    ),
  },
  { requiredKeys: [] },
);

/** Close to what the routes take, so that some of it gets past the schema. */
const oddBody = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      title: oddText,
      summary: oddText,
      owner: fc.oneof(oddText, fc.constant('group:default/team-a')),
      gatewayApiIds: fc.array(oddText, { maxLength: 3 }),
      audience: fc.constantFrom(
        { type: 'everyone' },
        { type: 'groups' },
        { type: 'nobody' },
      ),
      approval: fc.constantFrom('manual', 'automatic'),
      plans: fc.array(oddPlan, { maxLength: 3 }),
      applicationId: oddText,
      productId: oddText,
      planId: oddText,
      action: fc.constantFrom('approve', 'publish', 'nothing'),
      type: fc.constantFrom('api-key', 'initial-access-token', 'other'),
    },
    { requiredKeys: [] },
  ),
  fc.record(
    {
      driver: fc.oneof(oddText, fc.constant('fake')),
      partition: fc.oneof(oddText, fc.constant('fake')),
      accountId: fc.oneof(oddText, fc.constant('111122223333')),
      alias: oddText,
      regions: fc.array(oddText, { maxLength: 3 }),
      roleArn: oddText,
      rows: fc.array(
        fc.record({ accountId: oddText, alias: oddText }, { requiredKeys: [] }),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: [] },
  ),
);

describe.each(databases.eachSupportedId())('junk on %s', databaseId => {
  let server: Awaited<ReturnType<typeof startPlugin>>['server'];

  beforeAll(async () => {
    ({ server } = await startPlugin(await databases.init(databaseId)));
  });

  it.each(operations)(
    'never gets a server error from $method $path',
    async ({ method, path, query, hasBody }) => {
      const isNoServerError = fc.asyncProperty(
        oddText,
        fc.subarray(query),
        oddText,
        oddBody,
        async (id, names, value, body) => {
          const filled = path.replace(/\{\w+\}/g, () =>
            encodeURIComponent(id || 'x'),
          );
          const search = names
            .map(name => `${name}=${encodeURIComponent(value)}`)
            .join('&');
          const call = request(server)
            [method](`/api/api-management${filled}?${search}`)
            .set('authorization', mockCredentials.user.header());
          const json = JSON.stringify(body) ?? 'null';
          const { status } = hasBody
            ? await call.set('content-type', 'application/json').send(json)
            : await call;
          return status < 500;
        },
      );
      expect(
        await fc.check(isNoServerError, { numRuns: RUNS_PER_OPERATION }),
      ).toMatchObject({
        failed: false,
      });
    },
  );
});
