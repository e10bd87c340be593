// npm start, npm test: see README.md.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { appUrl, checkPorts } from './ports/checkPorts.mjs';
import { ensureDependencies } from './dependencies/ensureDependencies.mjs';
import { ensureNode } from './node/ensureNode.mjs';
import { environmentOf } from './node/environmentOf.mjs';
import { preparePages } from './pages/preparePages.mjs';
import { networkEnvironment } from './network/networkEnvironment.mjs';
import { readNpmSettings } from './network/readNpmSettings.mjs';
import { LaunchProblem } from './LaunchProblem.mjs';
import { readCommand } from './readCommand.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

async function launch([name, ...args]) {
  const command = readCommand(name, args);
  const settings = await readNpmSettings(root, process.env);
  const node = await ensureNode(root);
  const environment = {
    ...networkEnvironment(settings, process.env),
    ...environmentOf(root, node),
  };
  await ensureDependencies(root, node, environment, settings);
  if (command.opensPorts) {
    await checkPorts(process.env);
  }
  if (command.showsPages && (await preparePages(root, node, environment))) {
    say(`Starting; in a few seconds: ${appUrl(process.env)}`);
    return run(node, command.builtStep, root, {
      ...environment,
      OAF_BUILT_PAGES: 'yes',
    });
  }
  if (command.opensPorts) {
    say(`Starting; in about 20 seconds: ${appUrl(process.env)}`);
  }
  return runSteps(command.steps(root), node, environment);
}

async function runSteps(steps, node, environment) {
  let code = 0;
  for (const step of steps) {
    const stepCode = await run(node, step, root, environment);
    code = code || stepCode;
  }
  return code;
}

try {
  process.exitCode = await launch(process.argv.slice(2));
} catch (problem) {
  if (!(problem instanceof LaunchProblem)) {
    throw problem;
  }
  say(problem.message);
  process.exitCode = 1;
}
