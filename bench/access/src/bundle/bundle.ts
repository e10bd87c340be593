import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Measurement, Row } from '../measurement/Measurement';

const RUNS = 21;

/** Builds the Lambda functions as they are deployed; answers the authorizer's file. */
function buildAuthorizer(directory: string): string {
  const access = dirname(require.resolve('@oaf/access/package.json'));
  execFileSync(process.execPath, [join(access, 'build/lambda.mjs'), directory]);
  return join(directory, 'authorizer/index.js');
}

/** Milliseconds that a Node.js with this script takes, from start to end. */
function timeScript(script: string): number {
  const start = process.hrtime.bigint();
  execFileSync(process.execPath, ['-e', script]);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** In pairs, so that what else the machine does meets both; the first pair warms the file cache. */
function timeImport(file: string): Row[] {
  const script = `if (typeof require(${JSON.stringify(
    file,
  )}).handler !== 'function') process.exit(1)`;
  const pairs = Array.from({ length: RUNS + 1 }, () => ({
    empty: timeScript(''),
    imported: timeScript(script),
  })).slice(1);
  return [
    {
      what: 'node -e with an empty script',
      figure: median(pairs.map(({ empty }) => empty)),
      unit: 'ms',
    },
    {
      what: 'import to ready, beyond the empty script',
      figure: median(pairs.map(({ empty, imported }) => imported - empty)),
      unit: 'ms',
      bound: { atMost: 60 },
    },
  ];
}

/** The authorizer's Lambda function as it is deployed. */
export const bundle: Measurement = {
  title: 'Authorizer bundle',
  async measure() {
    const directory = mkdtempSync(join(tmpdir(), 'bundle-'));
    try {
      const file = buildAuthorizer(directory);
      const size = gzipSync(readFileSync(file), { level: 9 }).length / 1000;
      return [
        {
          what: 'size, gzip',
          figure: size,
          unit: 'kB',
          bound: { atMost: 120 },
        },
        ...timeImport(file),
      ];
    } finally {
      rmSync(directory, { recursive: true });
    }
  },
};
