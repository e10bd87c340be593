import { isBillable, type AccessLogRecord } from './AccessLogRecord';

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

/** Counts calls, each once. */
export function countCalls(records: AccessLogRecord[]): Meters {
  return eachMeter(meter =>
    records.reduce((sum, record) => sum + meters[meter](record), 0),
  );
}
