import { median } from '../measurement/runRounds';
import type { LoadResult } from './Message';
import { cpuSeconds } from './processes';
import type { Proxy, World } from './setUpWorld';

const CONNECTIONS = 8;

/** What one proxy did in one round. */
export interface RoundResult {
  callsPerSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Microseconds of the proxy's CPU for a call; undefined where it cannot be told. */
  cpuPerCall: number | undefined;
}

export type Results = Map<string, RoundResult[]>;

/** Signs fresh calls, which is not timed, and sends them. */
export async function sendBatch(
  { load, url }: World,
  { name, origin }: Proxy,
  calls: number,
): Promise<LoadResult> {
  await load.ask({ type: 'prepare', calls });
  const target = { origin, url, connections: CONNECTIONS };
  const result = await load.ask<LoadResult>({ type: 'send', target });
  if (result.statuses['200'] !== calls) {
    throw new Error(
      `${name} answers ${JSON.stringify(
        result.statuses,
      )} in ${result.seconds.toFixed(
        0,
      )} s. Proofs live for 60 s: if that was too short, give the bench the machine to itself`,
    );
  }
  return result;
}

async function runRound(
  world: World,
  proxy: Proxy,
  calls: number,
): Promise<RoundResult> {
  const before = cpuSeconds(proxy.pid);
  const { seconds, p50, p99 } = await sendBatch(world, proxy, calls);
  const after = cpuSeconds(proxy.pid);
  const isKnown = before !== undefined && after !== undefined;
  return {
    callsPerSecond: calls / seconds,
    p50,
    p99,
    cpuPerCall: isKnown ? ((after - before) * 1e6) / calls : undefined,
  };
}

/** Rounds in turn, so that whatever else the machine does disturbs all alike; the first of each is not counted. */
export async function measureRates(
  world: World,
  { rounds, calls }: { rounds: number; calls: number },
): Promise<Results> {
  const results: Results = new Map(world.proxies.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const proxy of world.proxies) {
      const result = await runRound(world, proxy, calls);
      if (round > 0) {
        results.get(proxy.name)!.push(result);
      }
    }
  }
  return results;
}

/** Median over the rounds. */
export function medianOf(
  results: Results,
  name: string,
  figure: keyof RoundResult,
): number {
  return median(results.get(name)!.map(result => result[figure] ?? NaN));
}
