import { parseArgs } from 'node:util';
import type { Measurement, Row } from '../measurement/Measurement';
import { measureMemory, type MemoryResult } from './measureMemory';
import { measureRates, medianOf, type Results } from './measureRates';
import { names, setUpWorld, type World } from './setUpWorld';

const DEFAULT_CALLS = 60_000;

/** `--calls <number>`: how many calls the long run makes. */
function readCalls(): number {
  const { values } = parseArgs({
    options: { calls: { type: 'string' } },
    strict: false,
  });
  const calls = Number(values.calls ?? DEFAULT_CALLS);
  if (!Number.isInteger(calls) || calls < 1) {
    throw new Error(`--calls must be a whole number, got ${values.calls}`);
  }
  return calls;
}

function toProxyRows(results: Results, name: string): Row[] {
  const row = (what: string, figure: number, unit: string) => ({
    what: `${name}: ${what}`,
    figure,
    unit,
  });
  return [
    row('throughput', medianOf(results, name, 'callsPerSecond'), 'requests/s'),
    row('p50', medianOf(results, name, 'p50'), 'ms'),
    row('p99', medianOf(results, name, 'p99'), 'ms'),
    row('CPU per call', medianOf(results, name, 'cpuPerCall'), 'µs'),
  ].filter(({ figure }) => !Number.isNaN(figure));
}

function toRatioRows(results: Results): Row[] {
  return [names.unchecked, names.nginx]
    .filter(name => results.has(name))
    .map(name => ({
      what: `throughput: ${names.checked} / ${name}`,
      figure:
        medianOf(results, names.checked, 'callsPerSecond') /
        medianOf(results, name, 'callsPerSecond'),
      unit: 'times',
    }));
}

/** Time on the CPU is the one figure that a busy machine leaves as it is, so the bound is on it. */
function toCostRows(results: Results): Row[] {
  const figure =
    medianOf(results, names.checked, 'cpuPerCall') /
    medianOf(results, names.unchecked, 'cpuPerCall');
  return Number.isNaN(figure)
    ? []
    : [
        {
          what: `CPU per call: ${names.checked} / ${names.unchecked}`,
          figure,
          unit: 'times',
          bound: { atMost: 6 },
        },
      ];
}

function toMemoryRows(memory: MemoryResult): Row[] {
  const over = `over ${memory.calls.toLocaleString('en')} calls`;
  const { secondQuarter, lastQuarter } = memory;
  return [
    {
      what: `memory ${over}: second quarter`,
      figure: secondQuarter,
      unit: 'MiB',
    },
    { what: `memory ${over}: last quarter`, figure: lastQuarter, unit: 'MiB' },
    {
      what: 'memory, last / second quarter',
      figure: lastQuarter / secondQuarter,
      unit: 'times',
      bound: { atMost: 1.1 },
    },
  ];
}

async function measureIn(world: World): Promise<Row[]> {
  world.leftOut.forEach(sentence => console.log(sentence));
  const results = await measureRates(world, { rounds: 9, calls: 2000 });
  const memory = await measureMemory(world, readCalls());
  return [
    ...[...results.keys()].flatMap(name => toProxyRows(results, name)),
    ...toRatioRows(results),
    ...toCostRows(results),
    ...toMemoryRows(memory),
  ];
}

/** The embedded gateway beside the same proxy without checks, and beside nginx. */
export const gateway: Measurement = {
  title: 'Embedded gateway (DPoP token, API key, limits, log; 8 connections)',
  async measure() {
    const world = await setUpWorld();
    try {
      return await measureIn(world);
    } finally {
      await world.stop();
    }
  },
};
