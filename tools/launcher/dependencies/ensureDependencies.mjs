import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LaunchProblem } from '../LaunchProblem.mjs';
import { runLogged } from '../runLogged.mjs';
import { forgetPages } from '../pages/marker.mjs';
import { say } from '../say.mjs';
import { writeYarnSettings } from '../network/writeYarnSettings.mjs';
import { diagnose, isHopeless } from './diagnose.mjs';
import { isInstalled, markBegun, markComplete } from './marker.mjs';

/**
 * Installs the dependencies when the lock file or a package.json changed since the last time.
 *
 * @param settings npm's network settings, of readNpmSettings
 * @throws LaunchProblem when they cannot be installed
 */
export async function ensureDependencies(root, node, env, settings) {
  if (isInstalled(root)) {
    return;
  }
  say(
    'Installing dependencies (the first time takes a few minutes and about 2 GB)',
  );
  markBegun(root);
  const { args, secrets } = writeYarnSettings(root, settings);
  const { code, output } = await runLogged(
    node,
    [join(root, yarnPathOf(root)), ...args, 'install', '--immutable'],
    { cwd: root, env: { ...env, ...secrets } },
    { isHopeless },
  );
  if (code !== 0) {
    throw new LaunchProblem(
      diagnose(output) ??
        `The dependencies could not be installed (Yarn ended with code ${code}); the reason is in its output above.`,
    );
  }
  markComplete(root);
  forgetPages(root);
  say('Dependencies are installed');
}

function yarnPathOf(root) {
  const settings = readFileSync(join(root, '.yarnrc.yml'), 'utf8');
  return /^yarnPath: *(.+)$/m.exec(settings)[1].trim();
}
