import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** A repository whose Yarn and whose Backstage CLI only write down that they were called. */
function createRepository() {
  const root = mkdtempSync(join(tmpdir(), 'launcher-'));
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  cpSync(here, join(root, 'tools/launcher'), {
    recursive: true,
    filter: source => !source.endsWith('.test.mjs'),
  });
  write(
    'tools/launcher/own.test.mjs',
    `import { appendFileSync } from 'node:fs'; import { it } from 'node:test'; it('runs', () => appendFileSync('calls', 'own tests\\n'));`,
  );
  write(
    'package.json',
    JSON.stringify({ workspaces: ['packages/*', 'plugins/*'] }),
  );
  write('packages/one/package.json', '{}');
  write('packages/app/package.json', '{"backstage":{"role":"frontend"}}');
  write('packages/app/src/index.tsx', '');
  write(
    'plugins/other/package.json',
    '{"backstage":{"role":"backend-plugin"}}',
  );
  write('plugins/other/src/index.ts', '');
  write('yarn.lock', 'lock');
  write('.yarnrc.yml', 'nodeLinker: node-modules\nyarnPath: yarn.cjs\n');
  write(
    'yarn.cjs',
    `const fs = require('fs');
fs.appendFileSync('calls', 'yarn ' + process.argv.slice(2).join(' ') + '\\n');
fs.mkdirSync('node_modules', { recursive: true });
fs.writeFileSync('node_modules/.yarn-state.yml', '');
if (fs.existsSync('yarn-says')) { console.log(fs.readFileSync('yarn-says', 'utf8')); process.exit(1); }
const cli = 'node_modules/@backstage/cli/bin';
fs.mkdirSync(cli, { recursive: true });
fs.copyFileSync('cli.js', cli + '/backstage-cli');`,
  );
  write(
    'cli.js',
    `const fs = require('fs');
const pages = process.env.OAF_BUILT_PAGES ? ' with built pages' : '';
fs.appendFileSync(require('path').join(__dirname, '../../../../calls'), 'cli ' + process.argv.slice(2).join(' ') + pages + '\\n');
if (process.argv[3] === 'build') { if (fs.existsSync('src/broken.tsx')) { console.log('broken.tsx is broken'); process.exit(1); } fs.mkdirSync('dist', { recursive: true }); }
if (process.argv.includes('--wait')) { process.on('SIGTERM', () => { fs.appendFileSync('calls', 'stopped\\n'); process.exit(7); }); setInterval(() => {}, 1000); console.log('waiting'); }
else process.exit(Number(process.env.EXIT_CODE ?? 0));`,
  );
  return root;
}

/** Ports that nobody uses, so that a running Backstage does not disturb the tests. */
async function freePorts() {
  const names = ['APP', 'BACKEND', 'IDENTITY_PROVIDER', 'UPSTREAMS', 'GATEWAY'];
  const servers = names.map(() => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map(server => once(server, 'listening')));
  const env = Object.fromEntries(
    servers.map((server, index) => [
      `OAF_${names[index]}_PORT`,
      String(server.address().port),
    ]),
  );
  servers.forEach(server => server.close());
  await Promise.all(servers.map(server => once(server, 'close')));
  return env;
}

describe('launcher', () => {
  let root;
  let env;

  beforeEach(async () => {
    root = createRepository();
    const { NODE_TEST_CONTEXT: _, ...own } = process.env;
    env = { ...own, ...(await freePorts()) };
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function launch(args, extra = {}) {
    return spawnSync(
      process.execPath,
      [join(root, 'tools/launcher/launch.mjs'), ...args],
      { cwd: root, env: { ...env, ...extra }, encoding: 'utf8' },
    );
  }

  function calls() {
    const path = join(root, 'calls');
    return existsSync(path)
      ? readFileSync(path, 'utf8').trim().split('\n')
      : [];
  }

  function change(path, text) {
    writeFileSync(join(root, path), text);
  }

  const starts = () => calls().filter(call => call.includes('start'));

  it('installs and builds once, then only starts', () => {
    assert.equal(launch(['start']).status, 0);
    const second = launch(['start']);
    assert.equal(second.status, 0);
    assert.match(
      second.stderr,
      /^▸ Starting; in a few seconds: http:\/\/localhost:\d+\n$/,
    );
    assert.deepEqual(calls(), [
      'yarn install --immutable',
      'cli package build',
      'cli repo start backend with built pages',
      'cli repo start backend with built pages',
    ]);
  });

  for (const [what, path, second] of [
    ['pages that reload', 'packages/app/src/new.tsx', 'cli repo start'],
    [
      'built pages',
      'plugins/other/src/index.ts',
      'cli repo start backend with built pages',
    ],
  ]) {
    it(`starts with ${what} when ${path} was written`, () => {
      launch(['start']);
      change(path, 'export {};');
      assert.equal(launch(['start']).status, 0);
      assert.equal(starts().at(-1), second);
    });
  }

  for (const [what, happen] of [
    ['an installation', () => change('yarn.lock', 'another lock')],
    [
      'their deletion',
      () => rmSync(join(root, 'packages/app/dist'), { recursive: true }),
    ],
  ]) {
    it(`builds the pages again after ${what}`, () => {
      launch(['start']);
      happen();
      launch(['start']);
      assert.deepEqual(calls().slice(-2), [
        'cli package build',
        'cli repo start backend with built pages',
      ]);
    });
  }

  it('tells why the pages could not be built, and tries again', () => {
    change('packages/app/src/broken.tsx', '');
    for (const attempt of ['first', 'second']) {
      const failed = launch(['start']);
      assert.equal(failed.status, 1, attempt);
      assert.match(failed.stderr, /broken\.tsx is broken/);
      assert.match(failed.stderr, /"yarn dev" starts without/);
    }
    assert.deepEqual(starts(), []);
  });

  for (const path of [
    'yarn.lock',
    '.yarnrc.yml',
    'packages/one/package.json',
  ]) {
    it(`installs again when ${path} changed`, () => {
      launch(['start']);
      const text = readFileSync(join(root, path), 'utf8');
      change(path, path === '.yarnrc.yml' ? `${text}# changed\n` : '{"a":1}');
      launch(['start']);
      assert.equal(calls().filter(call => call.startsWith('yarn')).length, 2);
    });
  }

  it('leaves an installation alone that somebody made with Yarn', () => {
    mkdirSync(join(root, 'node_modules/@backstage/cli/bin'), {
      recursive: true,
    });
    cpSync(
      join(root, 'cli.js'),
      join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
    );
    change('node_modules/.yarn-state.yml', '');
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(root, 'node_modules/.yarn-state.yml'), later, later);
    launch(['start']);
    assert.deepEqual(
      calls().filter(call => call.startsWith('yarn')),
      [],
    );
    assert.equal(starts().length, 1);
  });

  it('tries again after an installation that failed', () => {
    change('yarn-says', 'YN0000: something unheard of');
    const failed = launch(['start']);
    assert.equal(failed.status, 1);
    assert.match(failed.stderr, /Yarn ended with code 1/);
    rmSync(join(root, 'yarn-says'));
    assert.equal(launch(['start']).status, 0);
  });

  it('passes arguments and the exit code on', () => {
    const tested = launch(['test', 'packages/one', '-t', 'name'], {
      EXIT_CODE: '3',
    });
    assert.equal(tested.status, 3);
    assert.equal(
      calls().at(-1),
      'cli repo test --watchAll=false packages/one -t name',
    );
  });

  it('runs its own tests before the others, and fails with either', () => {
    assert.equal(launch(['test', '--coverage'], { EXIT_CODE: '1' }).status, 1);
    assert.deepEqual(calls().slice(1), [
      'own tests',
      'cli repo test --watchAll=false --coverage',
    ]);
  });

  /** Notes that it was called, by which name. */
  function writeProgram(path, name) {
    for (const [file, text] of [
      ['node_modules/@backstage/cli-node/config/nodeTransform.cjs', ''],
      [
        path,
        `require('fs').appendFileSync('calls', '${name} ' + process.argv.slice(2) + '\\n'); process.exit(4);`,
      ],
    ]) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      change(file, text);
    }
  }

  it('checks the AWS templates', () => {
    writeProgram('packages/infrastructure/build/checkTemplates.cjs', 'check');
    assert.equal(launch(['infrastructure:check']).status, 4);
    assert.equal(calls().at(-1), 'check');
  });

  it('runs a bench as TypeScript', () => {
    writeProgram('bench/import/src/main.ts', 'bench');
    const measured = launch(['bench:import', '--accounts', '2']);
    assert.equal(measured.status, 4);
    assert.equal(calls().at(-1), 'bench --accounts,2');
    assert.match(
      launch(['bench:nothing']).stderr,
      /There is no bench\/nothing\/src\/main\.ts to run as bench:nothing/,
    );
  });

  it('passes a signal on and waits for the end', async () => {
    launch(['start']);
    const child = spawn(
      process.execPath,
      [join(root, 'tools/launcher/launch.mjs'), 'start', '--wait'],
      { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    assert.equal(code, 7);
    assert.equal(calls().at(-1), 'stopped');
  });

  it('stops when npm does', async () => {
    launch(['start']);
    const shell = spawn(
      'sh',
      ['-c', `"${process.execPath}" tools/launcher/launch.mjs start --wait; :`],
      {
        cwd: root,
        env: { ...env, npm_lifecycle_event: 'start' },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    await once(shell.stdout, 'data');
    shell.kill('SIGTERM');
    // The pipe closes when the last process that holds it has ended.
    await once(shell, 'close');
    assert.equal(calls().at(-1), 'stopped');
  });

  it('names the port that is taken, by whom, and the variable', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    launch(['test']);
    const refused = spawn(
      process.execPath,
      [join(root, 'tools/launcher/launch.mjs'), 'start'],
      { cwd: root, env: { ...env, OAF_GATEWAY_PORT: String(port) } },
    );
    let said = '';
    refused.stderr.on('data', chunk => (said += chunk));
    const [code] = await once(refused, 'close');
    server.close();
    assert.equal(code, 1);
    assert.match(said, new RegExp(`Port ${port} for the gateway is taken by `));
    assert.match(said, /OAF_GATEWAY_PORT=\d+ npm start/);
    if (process.platform === 'linux') {
      assert.match(said, new RegExp(`kill ${process.pid}\\)`));
    }
    assert.deepEqual(starts(), []);
  });

  const failures = [
    [
      'RequestError: getaddrinfo ENOTFOUND registry.npmjs.org',
      /registry cannot be reached/,
    ],
    ['ENOSPC: no space left on device, write', /disk is full/],
    ['gyp ERR! find Python Could not find any Python', /there is no Python/],
    ['gyp ERR! stack Error: not found: make', /there is no C\+\+ compiler/],
    [
      'YN0028: The lockfile would have been modified',
      /yarn\.lock does not fit/,
    ],
  ];
  for (const [said, sentence] of failures) {
    it(`says what to do about "${said}"`, () => {
      change('yarn-says', said);
      const failed = launch(['start']);
      assert.equal(failed.status, 1);
      assert.match(failed.stderr.trim().split('\n').at(-1), sentence);
    });
  }

  it('reads the build log that Yarn names', () => {
    change('build.log', 'make: g++: No such file or directory');
    change(
      'yarn-says',
      `YN0009: better-sqlite3 couldn't be built (exit code 1, logs can be found here: ${root}/build.log)`,
    );
    assert.match(launch(['start']).stderr, /there is no C\+\+ compiler/);
  });

  it('says what is left out of the tests', () => {
    // This machine may have all of it.
    const absent = Object.fromEntries(
      Object.keys(process.env)
        .filter(name => /^(BACKSTAGE_TEST_DATABASE_|CHROMIUM_PATH$)/.test(name))
        .map(name => [name, '']),
    );
    const said = launch(['test', 'x'], {
      ...absent,
      PATH: '/nowhere',
    }).stderr;
    assert.match(said, /MariaDB or MySQL/);
    assert.match(said, /PostgreSQL/);
    assert.match(said, /no Chromium/);
    const complete = launch(['test', 'x'], {
      CHROMIUM_PATH: process.execPath,
      BACKSTAGE_TEST_DATABASE_MYSQL8_CONNECTION_STRING: 'mysql://x',
      BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING: 'postgresql://x',
    });
    assert.equal(complete.stderr, '');
  });

  it('knows no other command', () => {
    const refused = launch(['deploy']);
    assert.equal(refused.status, 1);
    assert.match(
      refused.stderr,
      /no command "deploy"; use npm start or npm test/,
    );
  });
});
