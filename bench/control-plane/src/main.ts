import { startControlPlane } from './startControlPlane';
import type { ControlPlaneOptions } from './startControlPlane';
import { generateAccounts } from './world/generateAccounts';

/** `OAF_SIMULATOR` holds these as JSON, besides the options of `startControlPlane`. */
type Environment = Partial<ControlPlaneOptions> & {
  generate?: Parameters<typeof generateAccounts>[0];
};

/** Runs the simulator on its own and prints `{"url": …}` when it is ready. */
async function main() {
  const { generate, accounts, ...options }: Environment = JSON.parse(
    process.env.OAF_SIMULATOR ?? '{}',
  );
  const { url, close } = await startControlPlane({
    ...options,
    accounts: [
      ...(accounts ?? []),
      ...(generate ? generateAccounts(generate) : []),
    ],
  });
  process.stdout.write(`${JSON.stringify({ url })}\n`);
  process.once('SIGTERM', close);
  process.once('SIGINT', close);
}

main().catch(error => {
  process.stderr.write(`The simulator could not start: ${error}\n`);
  process.exit(1);
});
