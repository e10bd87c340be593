import { generateAccounts } from '@oaf/control-plane-simulator';
import type { NaiveResult } from '../naive/main';
import { Process, Simulator } from '@oaf/bench-harness';
import type { Scale } from './measureOurs';

const ROLE = 'naive';
/** No further account is begun after so long. */
export const NAIVE_CAP_MS = 180_000;

export type NaiveMeasured = NaiveResult & {
  requests: number;
  throttled: number;
  peakMemory: number;
};

/** Runs the naive importer once against a control plane of its own. */
export async function measureNaive(scale: Scale): Promise<NaiveMeasured> {
  const simulator = await Simulator.start({ generate: scale });
  const accounts = generateAccounts(scale);
  const accountIds = accounts.map(({ accountId }) => accountId);
  for (const accountId of accountIds) {
    await simulator.putRole(accountId, {
      name: ROLE,
      trustedPrincipals: ['*'],
    });
  }
  const importer = Process.start(require.resolve('../naive/main.ts'), {
    env: {
      OAF_NAIVE: JSON.stringify({
        endpoint: simulator.url,
        accountIds,
        regions: accounts[0].regions,
        roleName: ROLE,
        capMs: NAIVE_CAP_MS,
      }),
    },
  });
  let peakMemory = 0;
  const memory = setInterval(() => {
    peakMemory = importer.running ? importer.peakMemory() : peakMemory;
  }, 500);
  const code = await importer.end();
  clearInterval(memory);
  const { requests, throttled } = await simulator.counts();
  await simulator.process.stop();
  if (code !== 0) {
    throw new Error(importer.log);
  }
  return { ...JSON.parse(importer.output), requests, throttled, peakMemory };
}
