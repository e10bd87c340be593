import { median } from '../measurement/runRounds';
import { sendBatch } from './measureRates';
import type { World } from './setUpWorld';

/** Small enough to be sent before its proofs are too old. */
const BATCH = 1000;

/** Memory over a long run, in MiB. */
export interface MemoryResult {
  calls: number;
  secondQuarter: number;
  lastQuarter: number;
}

/** Resident memory of the gateway over the calls, each time without garbage; the first quarter is its warm-up. */
export async function measureMemory(
  world: World,
  calls: number,
): Promise<MemoryResult> {
  const batches = Math.max(4, Math.round(calls / BATCH));
  const samples: number[] = [];
  const tenth = Math.ceil(batches / 10);
  for (let batch = 0; batch < batches; batch += 1) {
    if (batch % tenth === 0) {
      const sent = (batch * BATCH).toLocaleString('en');
      console.error(`Measuring: memory, ${sent} calls sent`);
    }
    await sendBatch(world, world.gateway, BATCH);
    const { rss } = await world.gateway.child.ask<{ rss: number }>({});
    samples.push(rss / 1024 / 1024);
  }
  const quarter = Math.floor(samples.length / 4);
  return {
    calls: batches * BATCH,
    secondQuarter: median(samples.slice(quarter, 2 * quarter)),
    lastQuarter: median(samples.slice(-quarter)),
  };
}
