import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  createAuthority,
  packPackage,
  startProxy,
  startRegistry,
} from './companyNetwork.mjs';

const launcher = join(dirname(fileURLToPath(import.meta.url)), '..');
const releases = join(launcher, '../../.yarn/releases');
const yarn = join(releases, readdirSync(releases)[0]);

const HOST = 'registry.company.test';
const TOKEN = 'token-of-the-company';
const names = [...Array(20).keys()].map(number => `plain-${number}`);

// What the app of this repository finds out about the network it is in.
const app = `
const { writeFileSync } = require('node:fs');
const { NODE_EXTRA_CA_CERTS, HTTPS_PROXY, NO_PROXY, LAUNCHER_REGISTRY_SECRET_1 } = process.env;
const seen = { NODE_EXTRA_CA_CERTS, HTTPS_PROXY, NO_PROXY, LAUNCHER_REGISTRY_SECRET_1 };
fetch(process.env.ASK).then(
  response => ({ status: response.status }),
  error => ({ error: error.cause?.code ?? error.message }),
).then(answer => writeFileSync('app.json', JSON.stringify({ ...seen, ...answer })));`;

describe('a company network', () => {
  let folder;
  let authority;
  let packages;
  let lock;
  let root;
  let open;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'company-'));
    authority = await createAuthority(['localhost', HOST]);
    writeFileSync(join(folder, 'ca.pem'), authority.ca);
    const pack = (name, path) => ({
      name,
      path,
      tarball: packPackage(join(folder, name, 'package'), name),
    });
    packages = [
      ...names.map(name => pack(name, `/npm/${name}`)),
      pack('@acme/tool', '/acme/@acme/tool'),
    ];
    lock = await writeLock();
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  beforeEach(() => {
    open = [];
    root = createRepository();
    writeFileSync(join(root, 'yarn.lock'), lock);
  });

  afterEach(() => {
    open.forEach(({ server }) => {
      server.close();
      server.closeAllConnections();
    });
    rmSync(root, { recursive: true, force: true });
  });

  async function serve(options) {
    const registry = await startRegistry(packages, options);
    open.push(registry);
    return registry;
  }

  const serveTls = () => serve({ authority });

  /** The lock file, made once by Yarn itself, beside all that is tested here. */
  async function writeLock() {
    open = [];
    const { port } = await serve();
    const at = createRepository();
    const url = `http://localhost:${port}`;
    const settings = readFileSync(join(at, '.yarnrc.yml'), 'utf8');
    writeFileSync(
      join(at, '.yarnrc.yml'),
      `${settings}unsafeHttpWhitelist: [localhost]\nnpmRegistryServer: ${url}/npm\nnpmScopes: { acme: { npmRegistryServer: ${url}/acme } }\n`,
    );
    const { code, output } = await runIn(at, process.execPath, [
      'yarn.cjs',
      'install',
      '--mode=update-lockfile',
    ]);
    assert.equal(code, 0, output);
    const text = readFileSync(join(at, 'yarn.lock'), 'utf8');
    rmSync(at, { recursive: true, force: true });
    open.forEach(({ server }) => server.close().closeAllConnections());
    return text;
  }

  /** As on a machine where nobody has said anything about a network. */
  async function runIn(at, file, args, extra = {}) {
    const own = Object.entries(process.env).filter(
      ([name]) => !/^(npm_|YARN_|NODE_|.*_PROXY$|CI$)/i.test(name),
    );
    const child = spawn(file, args, {
      cwd: at,
      env: {
        ...Object.fromEntries(own),
        PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
        HOME: at,
        npm_config_globalconfig: join(at, 'nowhere'),
        YARN_GLOBAL_FOLDER: join(at, 'yarn'),
        ...extra,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => (output += chunk));
    }
    const [code] = await once(child, 'close');
    return { code, output };
  }

  /** `npm test` in the repository, with these lines in its .npmrc. */
  function npmTest(npmrc, ask, extra) {
    writeFileSync(join(root, '.npmrc'), npmrc.join('\n'));
    return runIn(root, 'npm', ['test', '--', 'one'], { ASK: ask, ...extra });
  }

  const written = name => JSON.parse(readFileSync(join(root, name), 'utf8'));

  const registriesAt = origin => [
    `registry=${origin}/npm/`,
    `@acme:registry=${origin}/acme/`,
  ];

  const cafile = () => `cafile=${join(folder, 'ca.pem')}`;

  it('installs, builds and runs with an authority of its own', async () => {
    const { port } = await serveTls();
    const origin = `https://localhost:${port}`;
    const { code, output } = await npmTest(
      [...registriesAt(origin), cafile()],
      `${origin}/npm/plain-0`,
    );
    assert.equal(code, 0, output);
    assert.ok(existsSync(join(root, 'node_modules/@acme/tool/package.json')));
    assert.equal(
      written('built.json').npm_config_cafile,
      join(folder, 'ca.pem'),
    );
    assert.equal(written('app.json').status, 200);
  });

  it('stops at once at an unknown authority, and says what to do', async () => {
    const { port } = await serveTls();
    const { code, output } = await npmTest(
      registriesAt(`https://localhost:${port}`),
      'about:blank',
    );
    assert.equal(code, 1, output);
    assert.match(
      output.trim().split('\n').at(-1),
      /authority that is not known here.*npm config set cafile/,
    );
    assert.equal(output.match(/YN\d+.*certificate/g).length, 1, output);
  });

  it('says that the file of the authority is not there', async () => {
    const { code, output } = await npmTest(
      ['cafile=/nowhere/company.pem'],
      'about:blank',
    );
    assert.equal(code, 1);
    assert.match(
      output,
      /cafile names \/nowhere\/company\.pem, which is not there/,
    );
  });

  it('asks for no authority without strict-ssl, but the app does', async () => {
    const { port } = await serveTls();
    const origin = `https://localhost:${port}`;
    const { code, output } = await npmTest(
      [...registriesAt(origin), 'strict-ssl=false'],
      `${origin}/npm/plain-0`,
    );
    assert.equal(code, 0, output);
    assert.equal(written('app.json').error, 'SELF_SIGNED_CERT_IN_CHAIN');
  });

  it('takes a registry without TLS', async () => {
    const { port } = await serve();
    const origin = `http://localhost:${port}`;
    const { code, output } = await npmTest(registriesAt(origin), origin);
    assert.equal(code, 0, output);
  });

  it('gives each registry its own credentials, and the app none', async () => {
    const registry = await serve({
      authority,
      authorize: (path, authorization) =>
        path.startsWith('/acme')
          ? authorization === `Bearer ${TOKEN}`
          : authorization ===
            `Basic ${Buffer.from('max:secret').toString('base64')}`,
    });
    const origin = `https://localhost:${registry.port}`;
    const { code, output } = await npmTest(
      [
        ...registriesAt(origin),
        cafile(),
        `//localhost:${registry.port}/acme/:_authToken=\${COMPANY_TOKEN}`,
        // One for the host, which npm also takes for the folders below.
        `//localhost:${registry.port}/:_auth=${Buffer.from(
          'max:secret',
        ).toString('base64')}`,
      ],
      `${origin}/npm/plain-0`,
      { COMPANY_TOKEN: TOKEN },
    );
    assert.equal(code, 0, output);
    assert.equal(written('app.json').status, 401);
    assert.equal(written('app.json').LAUNCHER_REGISTRY_SECRET_1, undefined);
    assert.ok(
      !readFileSync(join(root, '.tools/yarn/.yarnrc.yml'), 'utf8').includes(
        TOKEN,
      ),
    );
    assert.ok(!output.includes(TOKEN));
  });

  it('says that the registry asks for credentials', async () => {
    const { port } = await serve({ authority, authorize: () => false });
    const { code, output } = await npmTest(
      [...registriesAt(`https://localhost:${port}`), cafile()],
      'about:blank',
    );
    assert.equal(code, 1);
    assert.match(output.trim().split('\n').at(-1), /npm login --registry/);
  });

  it('goes through the proxy, and beside it where that is said', async () => {
    const [behind, beside] = [await serveTls(), await serveTls()];
    const proxy = await startProxy({ [HOST]: behind.port });
    open.push(proxy);
    const { code, output } = await npmTest(
      [
        `registry=https://${HOST}/npm/`,
        `@acme:registry=https://localhost:${beside.port}/acme/`,
        `https-proxy=${proxy.url}`,
        'noproxy=localhost',
        cafile(),
      ],
      `https://${HOST}/npm/plain-0`,
    );
    assert.equal(code, 0, output);
    assert.ok(proxy.connects.every(target => target === `${HOST}:443`));
    assert.equal(beside.requests.length, 1);
    const app = written('app.json');
    assert.equal(app.status, 200);
    assert.equal(app.HTTPS_PROXY, proxy.url);
    assert.equal(app.NO_PROXY, 'localhost,127.0.0.1,::1');
    assert.equal(written('built.json').npm_config_https_proxy, proxy.url);
  });

  it('leaves what is said to Yarn and Node themselves', async () => {
    const { port } = await serveTls();
    const origin = `https://localhost:${port}`;
    const ca = join(folder, 'ca.pem');
    const { code, output } = await npmTest(
      [
        ...registriesAt('https://nowhere.test'),
        `@acme:registry=${origin}/acme/`,
        'strict-ssl=false',
      ],
      `${origin}/npm/plain-0`,
      {
        YARN_NPM_REGISTRY_SERVER: `${origin}/npm`,
        YARN_ENABLE_STRICT_SSL: 'true',
        YARN_HTTPS_CA_FILE_PATH: ca,
        NODE_EXTRA_CA_CERTS: ca,
      },
    );
    assert.equal(code, 0, output);
    assert.equal(written('app.json').status, 200);
  });

  /** The launcher, the committed Yarn, and an app that only asks the registry; twenty packages and a scoped one. */
  function createRepository() {
    const at = mkdtempSync(join(tmpdir(), 'repository-'));
    const write = (path, text) => {
      mkdirSync(dirname(join(at, path)), { recursive: true });
      writeFileSync(join(at, path), text);
    };
    cpSync(launcher, join(at, 'tools/launcher'), { recursive: true });
    write(
      'package.json',
      JSON.stringify({
        name: 'company',
        workspaces: ['packages/*'],
        scripts: {
          test: 'node tools/launcher/launch.mjs test',
          postinstall: `node -e "require('fs').writeFileSync('built.json', JSON.stringify(process.env))"`,
        },
        dependencies: Object.fromEntries(
          [...names, '@acme/tool'].map(name => [name, '1.0.0']),
        ),
      }),
    );
    write('packages/cli/package.json', '{ "name": "@backstage/cli" }');
    write('yarn.cjs', `require(${JSON.stringify(yarn)})`);
    write('packages/cli/bin/backstage-cli', app);
    write(
      '.yarnrc.yml',
      `nodeLinker: node-modules\nenableTelemetry: false\nnpmMinimalAgeGate: 0\nyarnPath: yarn.cjs\n`,
    );
    return at;
  }
});
