import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readMilliseconds } from '../durations/config';

/** How usage is kept; all in milliseconds. */
export type UsageConfig = {
  /** So long after its end an hour is closed; what changes in it then is a correction. */
  graceMs: number;
  retention: {
    /** Of the calls in gateways' logs: hours before are not counted anew. */
    logMs: number;
    /** Of single calls, as far as they can be looked up. */
    callsMs: number;
    /** Of what is counted by the hour. */
    hoursMs: number;
    /** Of what is counted by the day and month, and of what bills are made of. */
    daysMs: number;
    /** Of closed bills. */
    billsMs: number;
  };
};

const ROOT = 'apiManagement.usage';
const DAY_MS = 86_400_000;

/** Bills are closed from hours: of the month that is over, with what arrives late, and of the present one. */
const MIN_HOURS_MS = 70 * DAY_MS;

/** A month of 31 days, and what arrives late. */
const MIN_LOG_MS = 32 * DAY_MS;

/** As long as the embedded gateway keeps its log when nobody chose. */
const CALLS = { days: 35 };

/** @throws InputError */
export function readUsageConfig(config: Config): UsageConfig {
  const hoursMs = readMilliseconds(config, `${ROOT}.retention.hours`, {
    days: 100,
  });
  const daysMs = readMilliseconds(config, `${ROOT}.retention.days`, {
    days: 800,
  });
  const logMs = readMilliseconds(config, `${ROOT}.retention.log`, {
    milliseconds: hoursMs,
  });
  const callsMs = readMilliseconds(
    config,
    `${ROOT}.retention.calls`,
    config.has(`${ROOT}.retention.log`) ? { milliseconds: logMs } : CALLS,
  );
  const billsMs = readMilliseconds(config, `${ROOT}.retention.bills`, {
    years: 10,
  });
  if (hoursMs < MIN_HOURS_MS) {
    throw new InputError(
      `${ROOT}.retention.hours must be 70 days or more, as bills of the last month are made of them`,
    );
  }
  if (daysMs < hoursMs) {
    throw new InputError(
      `${ROOT}.retention.days must not be less than ${ROOT}.retention.hours`,
    );
  }
  if (logMs < MIN_LOG_MS) {
    throw new InputError(
      `${ROOT}.retention.log must be 32 days or more, as monthly quotas are counted from the log`,
    );
  }
  if (callsMs > logMs) {
    throw new InputError(
      `${ROOT}.retention.calls must not be more than ${ROOT}.retention.log`,
    );
  }
  if (billsMs < daysMs) {
    throw new InputError(
      `${ROOT}.retention.bills must not be less than ${ROOT}.retention.days`,
    );
  }
  return {
    graceMs: readMilliseconds(config, `${ROOT}.grace`, { hours: 1 }),
    retention: { logMs, callsMs, hoursMs, daysMs, billsMs },
  };
}
