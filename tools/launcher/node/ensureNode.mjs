import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnose } from '../dependencies/diagnose.mjs';
import { LaunchProblem } from '../LaunchProblem.mjs';
import { runLogged } from '../runLogged.mjs';
import { say } from '../say.mjs';
import { nodePackage } from './nodePackage.mjs';
import { canLaunch, canRun } from './versions.mjs';

const RANGE = '24';

/**
 * The Node executable to run the repository with: the running one when it fits, else one of our own in `.tools`,
 * fetched once from the npm registry.
 *
 * @throws LaunchProblem when it cannot be fetched
 */
export async function ensureNode(root) {
  if (canRun(process.version)) {
    return process.execPath;
  }
  if (!canLaunch(process.version)) {
    throw new LaunchProblem(
      `Node ${process.version} is too old; install Node 20 or later (https://nodejs.org) and try again.`,
    );
  }
  const node = nodePackage(process.platform, process.arch);
  const executable = join(
    directoryOf(root),
    'node_modules',
    node.name,
    node.executable,
  );
  if (!existsSync(executable)) {
    await fetchNode(root, node.name);
  }
  return executable;
}

function directoryOf(root) {
  return join(root, '.tools/node');
}

async function fetchNode(root, name) {
  say(
    `Node ${process.version} is installed, the repository needs 24: fetching ${name}@${RANGE} into .tools (once, about 120 MB)`,
  );
  const directory = directoryOf(root);
  const { code, output } = await runLogged(
    ...npmCommand([
      'install',
      '--prefix',
      directory,
      '--no-audit',
      '--no-fund',
      '--no-save',
      '--engine-strict=false',
      `${name}@${RANGE}`,
    ]),
    { cwd: root, env: process.env },
  );
  if (code !== 0) {
    await rm(directory, { recursive: true, force: true });
    throw new LaunchProblem(
      diagnose(output) ??
        `Node 24 could not be fetched (npm ended with code ${code}); install Node 24 yourself (https://nodejs.org) and try again.`,
    );
  }
}

// `npm start` says where npm is; npm's own script runs with the Node that runs us.
function npmCommand(args) {
  const { npm_execpath: npm } = process.env;
  return npm?.endsWith('.js')
    ? [process.execPath, [npm, ...args]]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', args];
}
