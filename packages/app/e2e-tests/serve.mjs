// Serves the built app from the backend, with the embedded defaults, a simulated AWS and an empty data directory.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');
const data = process.env.OAF_DATA_DIRECTORY;
const logFile = process.env.OAF_E2E_LOG;

if (!existsSync(join(root, 'packages/app/dist'))) {
  process.stdout.write('packages/app/dist is missing: building the app\n');
  execFileSync(
    join(root, 'node_modules/.bin/backstage-cli'),
    ['package', 'build'],
    { cwd: join(root, 'packages/app'), stdio: ['ignore', 'ignore', 'inherit'] },
  );
}

rmSync(data, { recursive: true, force: true });
for (const file of [data, logFile]) {
  mkdirSync(dirname(file), { recursive: true });
}
const log = openSync(logFile, 'w');
const transform = createRequire(import.meta.url).resolve(
  '@backstage/cli-node/config/nodeTransform.cjs',
);
const backend = spawn(
  process.execPath,
  [
    ...['--require', transform, 'src/index.ts'],
    ...['--config', '../../app-config.yaml'],
    ...['--config', '../app/e2e-tests/app-config.aws.yaml'],
  ],
  { cwd: join(root, 'packages/backend'), stdio: ['ignore', log, log] },
);

// Playwright signals the whole process group; this process ends after the backend did.
process.on('SIGTERM', () => {});
backend.on('exit', code => {
  if (code) process.stderr.write(readFileSync(logFile, 'utf8').slice(-4000));
  process.exit(code ?? 0);
});
