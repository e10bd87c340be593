import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LaunchProblem } from '../LaunchProblem.mjs';
import { runLogged } from '../runLogged.mjs';
import { say } from '../say.mjs';
import { diagnose } from './diagnose.mjs';
import { isInstalled, markBegun, markComplete } from './marker.mjs';

/**
 * Installs the dependencies when the lock file or a package.json changed since the last time.
 *
 * @throws LaunchProblem when they cannot be installed
 */
export async function ensureDependencies(root, node, env) {
  if (isInstalled(root)) {
    return;
  }
  say(
    'Installing dependencies (the first time takes a few minutes and about 2 GB)',
  );
  markBegun(root);
  const { code, output } = await runLogged(
    node,
    [join(root, yarnPathOf(root)), 'install', '--immutable'],
    { cwd: root, env },
  );
  if (code !== 0) {
    throw new LaunchProblem(
      diagnose(output) ??
        `The dependencies could not be installed (Yarn ended with code ${code}); the reason is in its output above.`,
    );
  }
  markComplete(root);
  say('Dependencies are installed');
}

function yarnPathOf(root) {
  const settings = readFileSync(join(root, '.yarnrc.yml'), 'utf8');
  return /^yarnPath: *(.+)$/m.exec(settings)[1].trim();
}
