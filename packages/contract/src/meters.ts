import { BILLABLE_SQL, isBillable, type AccessLogRecord } from './accessLog';

const REFUSED_BY_PLAN = ['throttled', 'quota_exceeded'];

/** Whether the plan's rate or quota refused the call; an upstream's own 429 is a client error like any other. */
function isThrottled({ error }: AccessLogRecord): boolean {
  return error !== null && REFUSED_BY_PLAN.includes(error);
}

/**
 * What a call adds to each meter. `clientErrors` (4xx), `serverErrors` (5xx) and `throttledCalls` have no call in common, so
 * what is left of `calls` was answered well. `responseBytes` are bytes, `latencySum` is in milliseconds.
 */
export const meters = {
  calls: () => 1,
  billableCalls: record => Number(isBillable(record)),
  clientErrors: record =>
    Number(record.status >= 400 && record.status < 500 && !isThrottled(record)),
  serverErrors: record => Number(record.status >= 500 && !isThrottled(record)),
  throttledCalls: record => Number(isThrottled(record)),
  responseBytes: record => record.responseLength,
  latencySum: record => record.responseLatency,
} satisfies Record<string, (record: AccessLogRecord) => number>;

export type MeterName = keyof typeof meters;

const THROTTLED_SQL = `coalesce(error, '') in (${REFUSED_BY_PLAN.map(
  error => `'${error}'`,
).join(', ')})`;

const countOf = (condition: string) =>
  `case when ${condition} then 1 else 0 end`;

/** `meters` as terms of SQL, for logs whose columns are the record's fields in snake case. */
export const METERS_SQL: Record<MeterName, string> = {
  calls: '1',
  billableCalls: countOf(BILLABLE_SQL),
  clientErrors: countOf(
    `status >= 400 and status < 500 and not ${THROTTLED_SQL}`,
  ),
  serverErrors: countOf(`status >= 500 and not ${THROTTLED_SQL}`),
  throttledCalls: countOf(THROTTLED_SQL),
  responseBytes: 'response_length',
  latencySum: 'response_latency',
};

/** The sums of some calls, by meter. */
export type Meters = Record<MeterName, number>;

/** All meters, in the order in which they are told. */
export const meterNames = Object.keys(meters) as MeterName[];

/** Makes a value for every meter. */
export function eachMeter<Value>(
  make: (meter: MeterName) => Value,
): Record<MeterName, Value> {
  return Object.fromEntries(
    meterNames.map(meter => [meter, make(meter)]),
  ) as Record<MeterName, Value>;
}

/** The meters' names as columns of SQL, in snake case. */
export const meterColumns = eachMeter(meter =>
  meter.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`),
);

/** The sums of sums. */
export function addMeters(sums: Meters[]): Meters {
  return eachMeter(meter => sums.reduce((sum, each) => sum + each[meter], 0));
}

/** Counts calls, each once. */
export function countCalls(records: AccessLogRecord[]): Meters {
  return eachMeter(meter =>
    records.reduce((sum, record) => sum + meters[meter](record), 0),
  );
}
