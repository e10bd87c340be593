// yarn openapi: everything that follows from the contract of the HTTP API.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureGenerator } from './ensureGenerator.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const backend = join(root, 'plugins/api-management-backend');
const generated = [
  'plugins/api-management-backend/src/schema/openapi/generated',
  'plugins/api-management-common/src/schema/openapi/generated',
];

/** Where each runs, what, and with what. */
const commands = [
  [
    backend,
    'node',
    [
      '--require',
      '@backstage/cli-node/config/nodeTransform.cjs',
      'src/schema/prices/writePriceSchemas.ts',
    ],
  ],
  [
    backend,
    'backstage-repo-tools',
    [
      ...['package', 'schema', 'openapi', 'generate', '--server'],
      ...['--client-package', 'plugins/api-management-common'],
    ],
  ],
  [root, 'node', ['tools/docs/writeApiReference.mjs']],
];

function generate() {
  for (const [cwd, command, args] of commands) {
    execFileSync(command, args, { cwd, stdio: 'inherit' });
  }
  const empty = generated.find(
    folder => !existsSync(join(root, folder, 'index.ts')),
  );
  if (empty) {
    throw new Error(`Nothing was generated in ${empty}`);
  }
}

/** The generator empties its folders first: what was there comes back when it fails. */
function keepingWhatIsThere(action) {
  const kept = mkdtempSync(join(tmpdir(), 'oaf-generated-'));
  const present = generated.filter(folder => existsSync(join(root, folder)));
  const copy = (from, to) =>
    present.forEach(folder => {
      rmSync(join(to, folder), { recursive: true, force: true });
      cpSync(join(from, folder), join(to, folder), { recursive: true });
    });
  copy(root, kept);
  try {
    action();
  } catch (error) {
    copy(kept, root);
    throw error;
  } finally {
    rmSync(kept, { recursive: true });
  }
}

try {
  await ensureGenerator();
  keepingWhatIsThere(generate);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
