import { tmpdir } from 'node:os';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  DuckDbUsageEngine,
  openFolderLog,
} from '@oaf/backstage-plugin-api-management-backend-module-duckdb';
import { addMeters, type Meters } from '@oaf/contract';
import { routesOf, type Traffic } from '../log/traffic';
import { limits } from './limits';

const fail = (text: string) => {
  throw new Error(text);
};

const quiet = { info() {}, warn: fail, error: fail, debug() {} };

const { signal } = new AbortController();

/** What the collector has the engine do: find the hours that changed, and count each. */
export async function countByEngine(folder: string, traffic: Traffic) {
  const routes = routesOf(traffic);
  const log = await openFolderLog({
    folder,
    limits: { ...limits, temporaryFolder: tmpdir() },
    logger: quiet as unknown as LoggerService,
  });
  const engine = new DuckDbUsageEngine(log, until => until);
  const { hours } = await engine.changedHours({ signal });
  const sums: Meters[] = [];
  let records = 0;
  for (const hour of hours) {
    const counted = await engine.aggregateHours([hour], { routes, signal });
    records += counted.length;
    sums.push(addMeters(counted.map(({ meters }) => meters)));
  }
  await log.close();
  return { ...addMeters(sums), records };
}
