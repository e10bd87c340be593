import { join } from 'node:path';
import { cli } from '../cli.mjs';
import { LaunchProblem } from '../LaunchProblem.mjs';
import { runLogged } from '../runLogged.mjs';
import { say } from '../say.mjs';
import { markBuilt, readBuilt } from './marker.mjs';
import { fingerprintOfPages } from './sources.mjs';

/**
 * Builds the pages after an installation, and answers whether what is built is what the sources say. It is not once
 * somebody works on them, who wants pages that reload.
 *
 * @throws LaunchProblem when they cannot be built
 */
export async function preparePages(root, node, env) {
  const fingerprint = fingerprintOfPages(root);
  const built = readBuilt(root);
  if (!built) {
    await buildPages(root, node, env);
    markBuilt(root, fingerprint);
    return true;
  }
  return built === fingerprint;
}

async function buildPages(root, node, env) {
  say('Building the pages (once; half a minute)');
  const { code, output } = await runLogged(
    node,
    [join(root, cli), 'package', 'build'],
    { cwd: join(root, 'packages/app'), env },
    { show: () => {} },
  );
  if (code !== 0) {
    throw new LaunchProblem(
      `${output}The pages could not be built (code ${code}); the reason is above. "yarn dev" starts without.`,
    );
  }
}
