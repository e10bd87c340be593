import { companyTraffic } from '../log/traffic';
import { HOUR_MS, type HourOfLog, writeLog } from '../log/writeLog';
import { measureCount } from './measureCount';

const HOURS = 24;
/** So many of them are lines of JSON, which take a hundred times as long to write. */
const JSON_HOURS = 2;

/** A day is over, so no hour of it is counted halfway. */
const start = Date.UTC(2026, 9, 31);

/** A day's calls, counted by the engine and by what somebody types. */
export async function measureRollup(
  folder: string,
  calls: number,
  say: (text: string) => void,
) {
  const hours = Array.from(
    { length: HOURS },
    (_, index): HourOfLog => ({
      hour: start + index * HOUR_MS,
      format: index < JSON_HOURS ? 'ndjson.gz' : 'parquet',
    }),
  );
  say(`writing the log of ${calls.toLocaleString('en')} calls …`);
  await writeLog(folder, companyTraffic, {
    hours,
    callsPerHour: calls / HOURS,
  });
  say('counting by hand …');
  const hand = await measureCount({ by: 'hand', folder, hours });
  say('counting by the engine …');
  const engine = await measureCount({ by: 'engine', folder, hours });
  return { hand, engine };
}
