import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** Of each version that `@backstage/repo-tools` may ask for, as Maven Central and PyPI have it. */
const SHA256 = {
  '7.18.0': '35fdd19079f5fb37cf8074f48db825bdedc02c1b8264261bf283d9394d98a285',
};
const WAITS_MS = [1_000, 4_000, 15_000];

async function fromMaven(version) {
  const name = 'openapi-generator-cli';
  const response = await fetch(
    `https://repo1.maven.org/maven2/org/openapitools/${name}/${version}/${name}-${version}.jar`,
    { signal: AbortSignal.timeout(120_000) },
  );
  if (!response.ok) {
    throw new Error(`Maven Central answered ${response.status}`);
  }
  return Buffer.from(await response.arrayBuffer());
}

/** The project's own package for Python carries the same archive. */
async function fromPyPI(version) {
  const folder = await mkdtemp(join(tmpdir(), 'oaf-openapi-generator-'));
  try {
    const wanted = `openapi-generator-cli==${version}`;
    await run(
      'python3',
      [
        '-m',
        'pip',
        'download',
        '--quiet',
        '--no-deps',
        '--dest',
        folder,
        wanted,
      ],
      { timeout: 180_000 },
    );
    const unpack =
      'import glob, sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(glob.glob(sys.argv[1] + "/*.whl")[0]).read("openapi_generator_cli/openapi-generator.jar"))';
    const { stdout } = await run('python3', ['-c', unpack, folder], {
      encoding: 'buffer',
      maxBuffer: 128 * 1024 * 1024,
    });
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const sources = { 'Maven Central': fromMaven, PyPI: fromPyPI };

const sha256 = content => createHash('sha256').update(content).digest('hex');

/** Tries each source in turn, some times; what is not the archive that is expected is not taken. */
async function download(version, expected) {
  const failures = [];
  for (const wait of [0, ...WAITS_MS]) {
    await setTimeout(wait);
    for (const [source, get] of Object.entries(sources)) {
      try {
        const content = await get(version);
        if (sha256(content) === expected) {
          return content;
        }
        failures.push(`${source}: another file than expected`);
      } catch (error) {
        failures.push(`${source}: ${error.message}`);
      }
    }
  }
  throw new Error(
    `OpenAPI Generator ${version} was not downloaded:\n${failures.join('\n')}`,
  );
}

/**
 * Puts the OpenAPI Generator where its command looks for it. The command downloads it itself otherwise, goes on when that
 * failed, and has deleted what was generated before by then.
 */
export async function ensureGenerator() {
  const settings = require.resolve('@backstage/repo-tools/package.json');
  const { version } = JSON.parse(
    await readFile(join(dirname(settings), 'openapitools.json'), 'utf8'),
  )['generator-cli'];
  const expected = SHA256[version];
  if (!expected) {
    throw new Error(
      `@backstage/repo-tools asks for OpenAPI Generator ${version}: add its SHA-256 to tools/openapi/ensureGenerator.mjs`,
    );
  }
  // It is a dependency of theirs, not of ours.
  const command = createRequire(settings).resolve(
    '@openapitools/openapi-generator-cli/main.js',
  );
  const path = join(dirname(command), 'versions', `${version}.jar`);
  const present = await readFile(path).catch(() => undefined);
  if (present && sha256(present) === expected) {
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, await download(version, expected));
  await rename(`${path}.part`, path);
}
