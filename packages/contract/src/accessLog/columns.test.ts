import {
  accessLogRecordSchema,
  newerColumns,
  toRecordSchema,
} from './AccessLogRecord';
import { columns, type Column } from './columns';
import {
  apiGatewayFields,
  columnNames,
  glueColumns,
  nginxLogFormat,
} from './formats';
import { readAccessLogLine, toAccessLogLine } from './readAccessLogLine';
import { fromTextSql, problemSql, toRow, typedColumns } from './sqlColumns';

const record = {
  requestId: 'r-1',
  requestTime: 1_795_426_392_000,
  accountId: '111122223333',
  region: 'eu-west-1',
  apiId: 'a1b2c3',
  stage: 'live',
  subscriptionId: 's-1',
  clientId: 'sub_1',
  applicationId: null,
  productId: 'p-1',
  planId: 'plan-1',
  apiKeyCredentialId: null,
  tokenId: 't-1',
  httpMethod: 'GET',
  path: '/claims',
  status: 200,
  integrationStatus: 200,
  integrationError: null,
  responseLatency: 2.5,
  integrationLatency: 1.5,
  requestLength: 0,
  responseLength: 120,
  sourceIp: '127.0.0.1',
  userAgent: null,
  error: null,
};

/** What a line of API Gateway for {@link record} is. */
const printed = Object.fromEntries(
  columnNames().map(name => [
    name,
    String(
      (toRow(record) as Record<string, string | number | null>)[name] ?? '-',
    ),
  ]),
);

describe('a column that is added to the table', () => {
  const cacheHit: Column = {
    type: 'integer',
    isNullable: true,
    meaning: 'Whether a cache answered',
    apiGateway: '$context.cacheHit',
    nginx: '$upstream_cache_status',
    isNewer: true,
  };
  const wider: Record<string, Column> = { ...columns, cacheHit };

  const follows: Array<[string, unknown, unknown]> = [
    [
      'the schema of records, with null for lines of before',
      toRecordSchema(wider).parse(record),
      { ...record, cacheHit: null },
    ],
    [
      "API Gateway's format",
      apiGatewayFields({ region: 'r' }, wider),
      { ...apiGatewayFields({ region: 'r' }), cache_hit: '$context.cacheHit' },
    ],
    [
      "an HTTP API's format",
      apiGatewayFields({ region: 'r', isHttp: true }, wider).cache_hit,
      '$context.cacheHit',
    ],
    [
      "nginx's format",
      nginxLogFormat('oaf', wider),
      nginxLogFormat('oaf').replace(
        "}';",
        `,"cache_hit":"$upstream_cache_status"}';`,
      ),
    ],
    [
      'the Glue and Iceberg tables, at their end',
      glueColumns(wider),
      [...glueColumns(), { name: 'cache_hit', type: 'string' }],
    ],
    [
      'the columns of DuckDB and Trino',
      typedColumns(wider),
      { ...typedColumns(), cache_hit: 'bigint' },
    ],
    [
      'the select list over text',
      fromTextSql(wider),
      `${fromTextSql()}, try_cast(nullif(nullif(cache_hit, '-'), '') as bigint) as cache_hit`,
    ],
    [
      'rows of a database',
      toRow({ ...record, cacheHit: 1 }, wider),
      { ...toRow(record), cache_hit: 1 },
    ],
    [
      'the lines that are written',
      JSON.parse(
        toAccessLogLine({ ...record, cacheHit: 1 } as typeof record, wider),
      ),
      { ...JSON.parse(toAccessLogLine(record)), cache_hit: 1 },
    ],
    [
      'the lines that are read',
      readAccessLogLine(
        JSON.stringify({ ...printed, cache_hit: '1' }),
        {},
        wider,
      ),
      { record: { ...record, cacheHit: 1 } },
    ],
  ];

  it.each(follows)('is in %s', (_, actual, expected) => {
    expect(actual).toEqual(expected);
  });

  it('is asked of rows when it must be there', () => {
    const table = { ...columns, cacheHit: { ...cacheHit, isNullable: false } };
    expect(problemSql(table)).toContain(
      "when nullif(nullif(cache_hit, '-'), '') is null then 'cache_hit'",
    );
  });
});

describe('the columns', () => {
  it('are in the order that Iceberg knows them by, new ones at the end', () => {
    expect(columnNames().join(' ')).toBe(
      'request_id request_time account_id region api_id stage subscription_id client_id application_id product_id plan_id api_key_credential_id token_id http_method path status integration_status integration_error response_latency integration_latency request_length response_length source_ip user_agent error response_type',
    );
  });

  it('are the fields of a record, but for those of lines only', () => {
    expect(Object.keys(accessLogRecordSchema.shape)).toEqual(
      Object.keys(record),
    );
  });

  it('that came later are null where a gateway does not know them', () => {
    expect(newerColumns).toEqual({
      applicationId: null,
      integrationError: null,
    });
  });

  it('say that a newer column may be missing only where it may be null', () => {
    const wrong = Object.values<Column>(columns).filter(
      ({ isNewer, isNullable }) => isNewer && !isNullable,
    );
    expect(wrong).toEqual([]);
  });

  it('have no secret', () => {
    const text = JSON.stringify(columns);
    expect(text).not.toMatch(/identity\.apiKey"|authorization|query_?string/i);
  });
});

describe('readAccessLogLine', () => {
  const read = (fields: object, ...options: any[]) =>
    readAccessLogLine(JSON.stringify(fields), ...options);

  it("reads API Gateway's texts", () => {
    expect(read(printed)).toEqual({ record });
  });

  it('reads what the embedded gateway writes', () => {
    expect(readAccessLogLine(toAccessLogLine(record))).toEqual({ record });
  });

  it('takes from its folder what an HTTP API does not say', () => {
    const { account_id, region, request_length, ...short } = printed;
    expect(read(short).problem).toMatch(/^account_id: /);
    const known = {
      account_id: '111122223333',
      region: 'eu-west-1',
      request_length: 0,
    };
    expect(read(short, { known })).toEqual({ record });
  });

  it.each([
    ['-', 'THROTTLED', 'throttled'],
    ['-', 'QUOTA_EXCEEDED', 'quota_exceeded'],
    ['-', 'DEFAULT_5XX', null],
    ['invalid_token', 'ACCESS_DENIED', 'invalid_token'],
    ['invalid_token', 'THROTTLED', 'invalid_token'],
  ])('makes of error %s and type %s the error %s', (error, type, expected) => {
    const line = { ...printed, status: '429', error, response_type: type };
    expect(read(line).record!.error).toBe(expected);
  });

  it('reads seconds of nginx, logged when the call ended, and its lists of upstreams', () => {
    const line = {
      ...printed,
      request_time: '1795426392.250',
      response_latency: '0.250',
      integration_latency: '0.100, 0.125',
      integration_status: '502, 200',
      plan_id: '',
    };
    expect(read(line, { writer: 'nginx' }).record).toEqual({
      ...record,
      responseLatency: 250,
      integrationLatency: 125,
      planId: null,
    });
  });

  it.each([
    ['no JSON', '{"request_id":"cu', 'no JSON object'],
    ['null', 'null', 'no JSON object'],
    ['a list', '[]', 'no JSON object'],
  ])('sets %s aside', (_, line, problem) => {
    expect(readAccessLogLine(line)).toEqual({ problem });
  });

  it.each([
    ['request_id', '-'],
    ['status', 'OK'],
    ['status', '2e2'],
    ['status', '200.5'],
    ['request_time', ''],
    ['response_length', 'NaN'],
    ['integration_status', 'none'],
  ])('sets a line aside whose %s is %j, and says so', (column, value) => {
    expect(read({ ...printed, [column]: value }).problem).toMatch(
      new RegExp(`^${column}: `),
    );
  });
});
