import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { whichEmulators } from '@oaf/aws-emulator';
import {
  freePort,
  printTable,
  type Row,
  verdict,
  withBackend,
} from '@oaf/bench-harness';
import { measureApprovals } from './approvals/measureApprovals';
import { Aws } from './aws/Aws';
import { offerProduct } from './aws/offerProduct';
import { measureLoad } from './load/measureLoad';
import { startUpstream } from './load/startUpstream';
import { approvalRows, loadRows, secondsFor, sweepRows } from './report/rowsOf';
import { measureSweep } from './sweep/measureSweep';

const BENCH = 'bench provision';

/** The whole quota of an account and Region; the default leaves half of it to the account's owner. */
const requests = { rate: 10, burst: 40 };

const { values } = parseArgs({
  options: {
    approvals: { type: 'string', default: '1000' },
    subscriptions: { type: 'string', default: '100000' },
  },
});

function say(text: string) {
  process.stdout.write(`${text}\n`);
}

async function measureAws(): Promise<Row[]> {
  const count = Number(values.approvals);
  const aws = await Aws.start();
  const configure = async () => ({
    aws: { endpoint: aws.simulator.url, requests },
  });
  try {
    return await withBackend(configure, async backend => {
      const product = await offerProduct(backend, aws);
      say(
        `${count} approvals, which the quota lets through in ${count / 5} s …`,
      );
      const approvals = await measureApprovals(backend, aws, {
        product,
        count,
        withinMs: secondsFor(count) * 2_000 + 30_000,
      });
      say(`a sweep over ${values.subscriptions} subscriptions more …`);
      const sweep = await measureSweep(
        backend,
        aws,
        Number(values.subscriptions),
      );
      return [...approvalRows(approvals, count), ...sweepRows(sweep)];
    });
  } finally {
    await aws.stop();
  }
}

async function measureEmbedded(): Promise<Row[]> {
  say('keys and plan changed under load …');
  const baseUrl = `http://127.0.0.1:${await freePort()}`;
  let close = () => {};
  const configure = async (directory: string) => {
    const upstream = await startUpstream(directory);
    close = upstream.close;
    const dataDirectory = join(directory, 'gateway');
    return {
      gateways: { local: { baseUrl, dataDirectory, apis: [upstream.api] } },
    };
  };
  try {
    return loadRows(await withBackend(configure, measureLoad));
  } finally {
    close();
  }
}

async function main() {
  const { leftOut } = whichEmulators();
  if (leftOut) {
    throw new Error(`it needs an emulator of DynamoDB: ${leftOut}`);
  }
  const rows = [...(await measureAws()), ...(await measureEmbedded())];
  say(printTable(rows, 'quota'));
  const last = verdict(BENCH, rows);
  say(last);
  process.exitCode = last.endsWith('all bounds met') ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => process.exit(130));
}

main().catch(error => {
  say(`${BENCH}: ${error.message}`);
  process.exitCode = 1;
});
