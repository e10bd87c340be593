import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const databases = [
  { engine: 'MariaDB or MySQL', prefix: 'MYSQL' },
  { engine: 'PostgreSQL', prefix: 'POSTGRES' },
];

const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];

/** What `npm test` cannot run on this machine, each with what it would take. */
export function findLeftOut(env) {
  const leftOut = databases
    .filter(({ prefix }) => !hasConnectionString(env, prefix))
    .map(
      ({ engine, prefix }) =>
        `store tests on ${engine} (no BACKSTAGE_TEST_DATABASE_${prefix}…_CONNECTION_STRING)`,
    );
  if (!hasBrowser(env)) {
    leftOut.push('npm run test:e2e (no Chromium)');
  }
  if (!makesPythonEnvironments()) {
    leftOut.push(
      'tests against AWS emulators (no python3 3.10 or later with venv and pip)',
    );
  }
  return leftOut;
}

function makesPythonEnvironments() {
  const probe =
    'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';
  return spawnSync('python3', ['-c', probe], { stdio: 'ignore' }).status === 0;
}

function hasConnectionString(env, prefix) {
  const name = new RegExp(
    `^BACKSTAGE_TEST_DATABASE_${prefix}\\d+_CONNECTION_STRING$`,
  );
  return Object.keys(env).some(key => name.test(key) && env[key]);
}

function hasBrowser(env) {
  const folders = (env.PATH ?? '').split(delimiter);
  return (
    existsSync(env.CHROMIUM_PATH ?? '') ||
    folders.some(folder =>
      browsers.some(browser => existsSync(join(folder, browser))),
    )
  );
}
