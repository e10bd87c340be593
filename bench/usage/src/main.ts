import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { printTable, type Row, verdict } from '@oaf/bench-harness';
import { measureHour } from './hour/measureHour';
import { servers } from './pages/databases';
import { measurePages } from './pages/measurePages';
import { measureRating } from './rating/measureRating';
import { measureRollup } from './rollup/measureRollup';
import { measureScan } from './scan/measureScan';
import {
  hourRows,
  pagesRows,
  ratingRows,
  rollupRows,
  scanRows,
} from './report/rowsOf';

const BENCH = 'bench usage';

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '100000000' },
    rated: { type: 'string', default: '100000' },
    subscriptions: { type: 'string', default: '10000' },
    /** Of `rollup`, `hour`, `rating`, `pages`, `scan`. */
    only: { type: 'string', multiple: true },
  },
});

function say(text: string) {
  process.stdout.write(`${text}\n`);
}

async function measureAllPages(): Promise<Row[]> {
  const found = servers();
  if (found.length < 2) {
    throw new Error(
      'it needs a MariaDB and a PostgreSQL, by the variables of the tests',
    );
  }
  const rows: Row[] = [];
  for (const server of found) {
    const pages = await measurePages(server, Number(values.subscriptions), say);
    rows.push(...pagesRows(pages));
  }
  return rows;
}

const parts: Record<string, (folder: string) => Promise<Row[]>> = {
  rollup: async folder =>
    rollupRows(await measureRollup(folder, Number(values.calls), say)),
  hour: async () => hourRows(await measureHour(say)),
  rating: async () =>
    ratingRows(await measureRating(Number(values.rated), say)),
  pages: measureAllPages,
  scan: async folder => scanRows(await measureScan(folder, say)),
};

async function main() {
  const folder = await mkdtemp(join(tmpdir(), 'bench-usage-'));
  try {
    const rows: Row[] = [];
    for (const part of values.only ?? Object.keys(parts)) {
      rows.push(...(await parts[part](folder)));
    }
    say(printTable(rows, 'peer'));
    const last = verdict(BENCH, rows);
    say(last);
    process.exitCode = last.endsWith('all bounds met') ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => process.exit(130));
}

main().catch(error => {
  say(`${BENCH}: ${error.message}`);
  process.exitCode = 1;
});
