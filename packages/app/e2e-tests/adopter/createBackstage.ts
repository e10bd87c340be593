import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../../../..');

const shelf = join(tmpdir(), 'oaf-adopter-installed');

export type FrontendSystem = 'new' | 'legacy';

/** A Backstage app outside of this repository, so that it finds no package that it does not declare. */
export type Backstage = {
  directory: string;
  /** Runs a command line of the shell in it; answers what it prints. */
  run(commandLine: string): string;
  environment: NodeJS.ProcessEnv;
};

/** Runs `@backstage/create-app` and points Yarn at a registry for our packages; nothing is installed yet. */
export function createBackstage(
  system: FrontendSystem,
  registryUrl: string,
): Backstage {
  const parent = mkdtempSync(join(tmpdir(), `oaf-adopter-${system}-`));
  const directory = join(parent, 'backstage');
  const environment = environmentOf(parent);
  const run = (commandLine: string, cwd = directory) =>
    execFileSync('bash', ['-euo', 'pipefail', '-c', commandLine], {
      cwd,
      env: environment,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 64 * 1024 * 1024,
    });
  const legacy = system === 'legacy' ? '--legacy' : '';
  run(
    `BACKSTAGE_APP_NAME=adopter ${root}/node_modules/.bin/backstage-create-app --skip-install --path backstage ${legacy}`,
    parent,
  );
  copyFileSync(join(root, 'yarn.lock'), join(directory, 'yarn.lock'));
  moveInstalled(shelf, directory);
  run(`yarn config set npmScopes.oaf.npmRegistryServer ${registryUrl}
    yarn config set unsafeHttpWhitelist --json '["localhost"]'
    yarn config set logFilters --json '[{ "code": "YN0002", "level": "discard" }]'`);
  takeResolutions(directory);
  pinRelease(join(directory, 'packages/app/package.json'));
  return { directory, run, environment };
}

/**
 * Takes the app away. What it had installed is put by for the next one, whose installation then takes minutes less:
 * Yarn adds, removes and builds what differs, and the result is the same.
 */
export function removeBackstage({ directory }: Backstage) {
  emptyShelf();
  moveInstalled(directory, shelf);
  rmSync(dirname(directory), { recursive: true, force: true });
}

export function emptyShelf() {
  rmSync(shelf, { recursive: true, force: true });
}

function moveInstalled(from: string, to: string) {
  for (const path of ['node_modules', '.yarn/install-state.gz']) {
    if (existsSync(join(from, path))) {
      mkdirSync(dirname(join(to, path)), { recursive: true });
      renameSync(join(from, path), join(to, path));
    }
  }
}

/** The committed Yarn as the global one, which create-app asks for. */
function environmentOf(parent: string): NodeJS.ProcessEnv {
  const bin = join(parent, 'bin');
  const releases = join(root, '.yarn/releases');
  const [yarn] = readdirSync(releases);
  mkdirSync(bin);
  writeFileSync(
    join(bin, 'yarn'),
    `#!/bin/sh\nexec node ${join(releases, yarn)} "$@"\n`,
  );
  chmodSync(join(bin, 'yarn'), 0o755);
  return {
    ...process.env,
    NODE_ENV: 'development',
    PATH: [bin, dirname(process.execPath), process.env.PATH].join(delimiter),
    // With retries, Yarn 4.13 crashes on an answer that it does not like, and hides it.
    YARN_HTTP_RETRY: '0',
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
  };
}

const readManifest = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

const writeManifest = (file: string, manifest: object) =>
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);

/** What this repository's lockfile was resolved with, as it stands for the one that create-app would fetch. */
function takeResolutions(directory: string) {
  const file = join(directory, 'package.json');
  const manifest = readManifest(file);
  const { resolutions } = readManifest(join(root, 'package.json'));
  const merged = { ...manifest.resolutions, ...resolutions };
  writeManifest(file, { ...manifest, resolutions: merged });
}

/**
 * Takes Backstage's packages as the release has them, which the lockfile that create-app would fetch says, too: newer
 * pages do not fit into the frame of this release, and draw nothing.
 */
function pinRelease(file: string) {
  const manifest = readManifest(file);
  const pinned = Object.entries<string>(manifest.dependencies).map(
    ([name, range]) => [
      name,
      name.startsWith('@backstage/') ? range.replace(/^\^/, '') : range,
    ],
  );
  writeManifest(file, {
    ...manifest,
    dependencies: Object.fromEntries(pinned),
  });
}
