/**
 * One of several things to compare. `prepare` is not timed; it answers the work of one round, which is.
 */
export interface Contender {
  name: string;
  prepare(operations: number): Promise<() => void | Promise<void>>;
}

export interface RoundsOptions {
  rounds: number;
  /** Operations of each contender in each round. */
  operations: number;
}

/** Operations per second of each contender, round by round. */
export type Rates = Map<string, number[]>;

async function timeRound({ prepare }: Contender, operations: number) {
  const work = await prepare(operations);
  const start = process.hrtime.bigint();
  await work();
  const nanoseconds = Number(process.hrtime.bigint() - start);
  return (operations * 1e9) / nanoseconds;
}

/**
 * Runs the contenders in turn, round by round, so that whatever else the machine does disturbs all of them alike. One round
 * more than asked for is run first and not counted.
 */
export async function runRounds(
  contenders: Contender[],
  { rounds, operations }: RoundsOptions,
): Promise<Rates> {
  const rates: Rates = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const contender of contenders) {
      const rate = await timeRound(contender, operations);
      if (round > 0) {
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

/** Median of a contender's rates. */
export function rateOf(rates: Rates, name: string): number {
  return median(rates.get(name)!);
}

/** Median of the ratios that two contenders had within one round. */
export function ratioOf(rates: Rates, name: string, to: string): number {
  const others = rates.get(to)!;
  return median(rates.get(name)!.map((rate, round) => rate / others[round]));
}
