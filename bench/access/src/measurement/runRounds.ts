/**
 * One of several things to compare. `prepare` is not timed; it answers the work of one round, which is.
 */
export interface Contender {
  name: string;
  prepare(operations: number): Promise<() => void | Promise<void>>;
}

const warmUp = 10;

export interface RoundsOptions {
  rounds: number;
  /** Operations of each contender in each round. */
  operations: number;
}

/**
 * Operations of each contender per second of processor time, round by round. Processor time of all threads, and not time on
 * the clock: on one core both are the same, and other processes that want the core do not count.
 */
export type Rates = Map<string, number[]>;

async function timeRound({ prepare }: Contender, operations: number) {
  const work = await prepare(operations);
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (operations * 1e6) / (user + system);
}

/**
 * Runs the contenders in turn, round by round, so that whatever else the machine does disturbs all of them alike. Some
 * rounds more are run first and not counted, as the engine compiles what runs often.
 */
export async function runRounds(
  contenders: Contender[],
  { rounds, operations }: RoundsOptions,
): Promise<Rates> {
  const rates: Rates = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const contender of contenders) {
      const rate = await timeRound(contender, operations);
      if (round >= 0) {
        rates.get(contender.name)!.push(rate);
      }
    }
  }
  return rates;
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Of the rounds, the share that was disturbed more. */
const disturbed = 0.9;

/**
 * The rate that a contender reaches in the best tenth of its rounds. Whatever else the machine does takes from a rate and
 * never adds to it, and takes most from those who read much memory; so this comes nearest to what a contender can do, and
 * nearer than a median, which tells of the machine.
 */
export function rateOf(rates: Rates, name: string): number {
  const sorted = [...rates.get(name)!].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * disturbed)];
}

/** How many times the rate of another contender it reaches. */
export function ratioOf(rates: Rates, name: string, to: string): number {
  return rateOf(rates, name) / rateOf(rates, to);
}
