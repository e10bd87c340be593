import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { LaunchProblem } from '../launcher/LaunchProblem.mjs';
import { pathOf } from './folders.mjs';
import { strykerOptions } from './strykerOptions.mjs';
import { forgetWhenSurroundingsChanged } from './surroundings.mjs';

const manifest = createRequire(import.meta.url).resolve(
  '@stryker-mutator/core/package.json',
);
const stryker = join(dirname(manifest), 'bin/stryker.js');

/**
 * Mutates a folder and answers Stryker's report. Stryker is a process of its own, because it takes the working directory
 * for its project.
 *
 * @param {string} root of the repository
 * @param {import('./folders.mjs').MutatedFolder} folder
 * @param {{ cache: string, concurrency: number, force: boolean }} run
 */
export async function runStryker(root, folder, run) {
  const path = pathOf(folder);
  const file = name => join(run.cache, `${path.replaceAll('/', '-')}.${name}`);
  const incremental = file('incremental.json');
  const options = strykerOptions(root, folder, {
    ...run,
    files: { report: file('report.json'), incremental },
  });
  forgetWhenSurroundingsChanged(root, folder, incremental);
  writeFileSync(file('stryker.json'), JSON.stringify(options, null, 2));
  const child = spawn(
    process.execPath,
    [stryker, 'run', file('stryker.json')],
    { cwd: join(root, folder.workspace), env: environment(), stdio: 'inherit' },
  );
  const [code] = await once(child, 'exit');
  if (code !== 0) {
    throw new LaunchProblem(
      `Stryker could not finish ${path}. When tests failed: npm test -- ${path}`,
    );
  }
  return JSON.parse(readFileSync(file('report.json'), 'utf8'));
}

/** As for other tests, but with one database, since the tests run for each mutant anew. */
function environment() {
  const own = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('BACKSTAGE_TEST_DATABASE_'),
  );
  return { ...Object.fromEntries(own), NODE_ENV: 'test', TZ: 'UTC' };
}
