import { columnNames } from '@oaf/contract';
import { operations, type Traffic } from './traffic';

/** Milliseconds that a file is of: Firehose begins a new one at least so often. */
export const FILE_MS = 900_000;

const PROGRAMS = [
  'Apache-HttpClient/5.3.1 (Java/21.0.2)',
  'python-requests/2.32.3',
  'okhttp/4.12.0',
  'axios/1.7.9',
  'Go-http-client/2.0',
  'Java-http-client/17.0.9',
];

const list = (values: string[]) =>
  `[${values.map(value => `'${value}'`).join(', ')}]`;

const oneOf = (values: string[], number: string) =>
  `${list(values)}[1 + ${number} % ${values.length}]`;

/** Zipf's law: the rank of a draw is as likely as one through the rank. */
const rank = (count: number) =>
  `(cast(floor(pow(${count}, random())) as int) - 1)`;

const id = `format('{:08x}', hash(call, 1) % 4294967296)`;

const uuid = (...parts: string[]) => `cast(md5(concat(${parts})) as uuid)`;

const pathIn = ({ isUnderApi, apiIds }: Traffic) => {
  const path = `replace(${list(
    operations.map(operation => operation.path),
  )}[operation], '{id}', ${id})`;
  return isUnderApi
    ? `'/' || ${oneOf(apiIds, 'subscription')} || ${path}`
    : path;
};

/** What a call has of each column; what is not named here is absent, as API Gateway says it. */
const valuesOf = (traffic: Traffic): Record<string, string> => ({
  // As API Gateway's extended request id: eleven bytes in base64.
  request_id: `substr(to_base64(unhex(md5(concat(call, ' ', start)))), 1, 15) || '='`,
  request_time: `cast(start + hash(call, 2) % ${FILE_MS} as varchar)`,
  account_id: `'${traffic.account.accountId}'`,
  region: `'${traffic.account.region}'`,
  api_id: oneOf(traffic.apiIds, 'subscription'),
  stage: `'${traffic.stage}'`,
  subscription_id: `'${traffic.subscriptionId}-' || (subscription + 1)`,
  client_id: `'sub_' || md5(cast(subscription as varchar))`,
  application_id: uuid(`'application'`, 'subscription'),
  product_id: uuid(`'product'`, `subscription % ${traffic.apiIds.length}`),
  plan_id: uuid(`'plan'`, 'subscription % 3'),
  api_key_credential_id: uuid(`'key'`, 'subscription'),
  token_id: uuid(`'token'`, 'subscription', 'start'),
  http_method: `${list(operations.map(({ method }) => method))}[operation]`,
  path: pathIn(traffic),
  status: 'cast(status as varchar)',
  integration_status: `case when status = 403 then '-' else cast(status as varchar) end`,
  response_latency: 'cast(latency as varchar)',
  integration_latency: `case when status = 403 then '-' else cast(latency - 1 as varchar) end`,
  request_length: `'0'`,
  response_length: 'cast(200 + hash(call, 3) % 20000 as varchar)',
  source_ip: `'10.' || subscription % 200 || '.' || subscription % 250 || '.7'`,
  user_agent: oneOf(PROGRAMS, 'subscription'),
  error: `case when status = 403 then 'quota_exceeded' else '-' end`,
});

function columnsOf(traffic: Traffic): string {
  const values = valuesOf(traffic);
  return columnNames()
    .map(name => `${values[name] ?? `'-'`} as ${name}`)
    .join(', ');
}

/** Calls of a file, in the order in which they came. */
export const callsSql = (traffic: Traffic, start: number, count: number) => `
select ${columnsOf(traffic)} from (
  select *, case when dice < 0.96 then 200 when dice < 0.985 then 404 when dice < 0.993 then 403 else 503 end as status
  from (
    select range as call, ${start} as start, ${rank(
  traffic.subscriptions,
)} as subscription, 1 + ${rank(operations.length)} as operation,
      random() as dice, 2 + cast(exp(2 + 1.6 * (random() + random() + random())) as int) as latency
    from range(${count})
  )
) order by request_time`;
