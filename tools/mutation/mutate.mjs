// npm run mutation: see README.md.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { LaunchProblem } from '../launcher/LaunchProblem.mjs';
import { say } from '../launcher/say.mjs';
import { chosenFolders, pathOf } from './folders.mjs';
import { judge } from './judge.mjs';
import { readMutants } from './readMutants.mjs';
import { rowOf, verdictOf } from './report.mjs';
import { runStryker } from './runStryker.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const cache = join(root, '.cache/mutation');

async function mutate(args) {
  const { words, ...run } = readArguments(args);
  const known = JSON.parse(readFileSync(join(here, 'survivors.json'), 'utf8'));
  const chosen = chosenFolders(words);
  mkdirSync(cache, { recursive: true });
  const verdicts = [];
  for (const folder of chosen) {
    const path = pathOf(folder);
    say(`Mutating ${path}`);
    const started = Date.now();
    const report = await runStryker(root, folder, { ...run, cache });
    const verdict = {
      path,
      bound: folder.bound,
      milliseconds: Date.now() - started,
      ...judge(readMutants(report), known[path] ?? []),
    };
    noteSurvivors(verdict);
    verdicts.push(verdict);
  }
  return verdicts;
}

function readArguments(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      concurrency: { type: 'string' },
      force: { type: 'boolean', default: false },
    },
  });
  const spare = Math.max(1, availableParallelism() - 1);
  const concurrency = Number(values.concurrency ?? spare);
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new LaunchProblem(
      '--concurrency must be a whole number of at least 1.',
    );
  }
  return { words: positionals, concurrency, force: values.force };
}

/** Those without a reason, in the form in which survivors.json takes them. */
function noteSurvivors({ path, unexplained }) {
  const file = join(cache, `${path.replaceAll('/', '-')}.survivors.json`);
  writeFileSync(file, `${JSON.stringify(unexplained, null, 2)}\n`);
  if (unexplained.length > 0) {
    say(`Survivors of ${path} without a reason: ${file}`);
  }
}

try {
  const verdicts = await mutate(process.argv.slice(2));
  const { text, met } = verdictOf(verdicts);
  process.stdout.write(`\n${verdicts.map(rowOf).join('\n')}\n\n${text}\n`);
  process.exitCode = met ? 0 : 1;
} catch (problem) {
  if (!(problem instanceof LaunchProblem)) {
    throw problem;
  }
  say(problem.message);
  process.exitCode = 1;
}
