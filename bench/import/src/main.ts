import { parseArgs } from 'node:util';
import { printTable, type Row, verdict } from '@oaf/bench-harness';
import { generatedRegions } from '@oaf/control-plane-simulator';
import { measureDocuments } from './documents/measureDocuments';
import { measureNaive, NAIVE_CAP_MS } from './phases/measureNaive';
import { measureOurs } from './phases/measureOurs';
import { documentRows } from './report/documentRows';
import { rowsOf } from './report/rows';

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '50' },
    apis: { type: 'string', default: '100' },
    rate: { type: 'string', multiple: true, default: ['10/40', '5/20'] },
    'without-naive': { type: 'boolean', default: false },
    'only-documents': { type: 'boolean', default: false },
    'await-catalog': { type: 'boolean', default: false },
  },
});

const scale = {
  accounts: Number(values.accounts),
  apisPerRegion: Number(values.apis),
};

async function main() {
  const rows: Row[] = [];
  let naive;
  if (!values['only-documents']) {
    naive = await measureAccounts(rows);
  }
  say('large documents of the embedded gateway …');
  rows.push(...documentRows(await measureDocuments(say)));
  say(printTable(rows, 'naive'));
  if (naive && naive.accounts < scale.accounts) {
    say(
      `The naive importer was stopped after ${NAIVE_CAP_MS / 1000} s, at ${
        naive.accounts
      } of ${scale.accounts} accounts.`,
    );
  }
  const last = verdict('bench import', rows);
  say(last);
  process.exitCode = last.endsWith('all bounds met') ? 0 : 1;
}

/** Adds the rows of the import from AWS, and answers what the naive importer managed. */
async function measureAccounts(rows: Row[]) {
  const apis = scale.accounts * generatedRegions.length * scale.apisPerRegion;
  say(
    `${scale.accounts} accounts × ${generatedRegions.length} regions × ${scale.apisPerRegion} APIs = ${apis} APIs`,
  );
  let naive;
  if (!values['without-naive']) {
    say('naive importer …');
    naive = await measureNaive(scale);
  }
  for (const [index, text] of values.rate.entries()) {
    const [rate, burst] = text.split('/').map(Number);
    const requests = { rate, burst };
    say(`ours at ${rate} requests a second, ${burst} at once, per region …`);
    const measured = await measureOurs({
      scale,
      requests,
      awaitsCatalog: values['await-catalog'],
      tell: say,
    });
    rows.push(
      ...rowsOf(measured, {
        scale,
        requests,
        naive: index === 0 ? naive : undefined,
      }),
    );
  }
  return naive;
}

function say(text: string) {
  process.stdout.write(`${text}\n`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => process.exit(130));
}

main().catch(error => {
  say(`bench import: ${error.message}`);
  process.exitCode = 1;
});
