import { multiply, timeTask } from '@oaf/bench-harness';
import { companyTraffic, type Traffic } from '../log/traffic';
import { HOUR_MS, writeLog } from '../log/writeLog';
import { type Portal, withPortal } from '../portal/withPortal';

const TASK = 'collect-usage-local';
/** Of a company in which a thousand programs call. */
const SUBSCRIPTIONS = 1_000;
const CALLS = 1_000_000;

/** Hours that were counted before; a month has as many. */
const HISTORY_HOURS = 720;
const HISTORY_CALLS_PER_HOUR = 400;

export type MeasuredHour = {
  calls: number;
  /** Seconds until the database has it, with nothing counted before and after a month was. */
  first: number;
  later: number;
  historyHours: number;
  /** Rows that the later one made or changed. */
  usageRecords: number;
  /** What the portal counted of the later one. */
  counted: number;
};

/** An hour's million calls, from files to what the pages read, in a backend with nothing counted, and with a month. */
export function measureHour(
  say: (text: string) => void,
): Promise<MeasuredHour> {
  return withPortal(portal => measure(portal, say));
}

async function measure(
  { backend, subscriptionId, logFolder }: Portal,
  say: (text: string) => void,
): Promise<MeasuredHour> {
  backend.write('api-management', database =>
    multiply(database, subscriptionId, SUBSCRIPTIONS),
  );
  const traffic: Traffic = {
    ...companyTraffic,
    account: { accountId: 'embedded', region: 'local' },
    stage: 'live',
    isUnderApi: true,
    subscriptions: SUBSCRIPTIONS,
    subscriptionId,
  };
  const today = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 48 * HOUR_MS;
  const write = (hours: number[], callsPerHour: number) =>
    writeLog(logFolder, traffic, {
      hours: hours.map(hour => ({ hour, format: 'parquet' })),
      callsPerHour,
    });
  say(`an hour of ${CALLS.toLocaleString('en')} calls …`);
  await write([today - (HISTORY_HOURS + 1) * HOUR_MS], CALLS);
  const first = await timeTask(backend, TASK);
  say(`${HISTORY_HOURS} hours, and one more …`);
  const history = Array.from(
    { length: HISTORY_HOURS },
    (_, hour) => today - (hour + 1) * HOUR_MS,
  );
  await write(history, HISTORY_CALLS_PER_HOUR);
  await timeTask(backend, TASK, 600_000);
  await write([today], CALLS);
  const later = await timeTask(backend, TASK);
  const [{ usageRecords, counted }] = backend.read<{
    usageRecords: number;
    counted: number;
  }>(
    'api-management',
    `select count(*) as usageRecords, sum(calls) as counted from usage_hours
     join usage_series on usage_series.id = series_id where level = 'operation' and hour = ${today}`,
  );
  return {
    calls: CALLS,
    first,
    later,
    historyHours: HISTORY_HOURS,
    usageRecords,
    counted,
  };
}
