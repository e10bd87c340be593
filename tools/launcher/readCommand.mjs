import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from './cli.mjs';
import { LaunchProblem } from './LaunchProblem.mjs';
import { findLeftOut } from './leftOut/findLeftOut.mjs';
import { say } from './say.mjs';

const transform = 'node_modules/@backstage/cli-node/config/nodeTransform.cjs';

/**
 * What a command of package.json stands for: one or more Node command lines.
 *
 * @param {string} name `start`, `test`, `mutation`, `infrastructure:check` or `bench:<folder of bench/>`
 * @param {string[]} args what the person typed after it
 */
export function readCommand(name, args) {
  if (name === 'start') {
    return {
      opensPorts: true,
      // Whoever says more to Backstage's command wants that command.
      showsPages: args.length === 0,
      builtStep: [cli, 'repo', 'start', 'backend'],
      steps: () => [[cli, 'repo', 'start', ...args]],
    };
  }
  if (name === 'test') {
    return { opensPorts: false, steps: () => testSteps(args) };
  }
  if (name === 'mutation') {
    return {
      opensPorts: false,
      steps: () => [['tools/mutation/mutate.mjs', ...args]],
    };
  }
  if (name === 'infrastructure:check') {
    const program = 'packages/infrastructure/build/checkTemplates.cjs';
    return {
      opensPorts: false,
      steps: () => [['--require', `./${transform}`, program, ...args]],
    };
  }
  if (/^bench:[a-z-]+$/.test(name)) {
    return { opensPorts: false, steps: root => benchSteps(root, name, args) };
  }
  throw new LaunchProblem(
    `There is no command "${name ?? ''}"; use npm start or npm test.`,
  );
}

function benchSteps(root, name, args) {
  const program = `bench/${name.slice('bench:'.length)}/src/main.ts`;
  if (!existsSync(join(root, program))) {
    throw new LaunchProblem(`There is no ${program} to run as ${name}.`);
  }
  return [['--require', `./${transform}`, program, ...args]];
}

function testSteps(args) {
  const leftOut = findLeftOut(process.env);
  if (leftOut.length > 0) {
    say(`Left out here: ${leftOut.join('; ')}.`);
  }
  const jest = [cli, 'repo', 'test', '--watchAll=false', ...args];
  // Whoever names a test file wants that one alone.
  const namesTests = args.some(arg => !arg.startsWith('-'));
  return namesTests ? [jest] : [['--test', 'tools/**/*.test.mjs'], jest];
}
