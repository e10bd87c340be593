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
  return hasBrowser(env)
    ? leftOut
    : [...leftOut, 'npm run test:e2e (no Chromium)'];
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
