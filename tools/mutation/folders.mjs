import { LaunchProblem } from '../launcher/LaunchProblem.mjs';

/**
 * What is mutated: a package, and a folder below its `src` ('' for all of it). `bound` is the least share of mutants, in
 * per cent, that tests must notice. `tests` are the folders below `src` whose tests run, by default the same.
 *
 * @typedef {{ workspace: string, folder: string, bound: number, tests: string[] }} MutatedFolder
 */

const backend = 'plugins/api-management-backend';

/** @type {MutatedFolder[]} */
export const folders = [
  mutated('packages/rating', ''),
  mutated('plugins/api-management-backend-module-local', 'limits'),
  mutated('packages/access', 'dpop'),
  mutated('packages/access', 'token', [
    'token',
    'endpoints',
    'mutualTls.test.ts',
  ]),
  mutated(backend, 'authorization'),
  mutated(backend, 'applications'),
  mutated(backend, 'overview'),
  mutated(backend, 'billing'),
  mutated(backend, 'usage'),
  mutated(backend, 'subscriptions', [
    'subscriptions',
    'applications/moving.test.ts',
  ]),
];

function mutated(workspace, folder, tests = [folder]) {
  return { workspace, folder, bound: 85, tests };
}

/** @param {Pick<MutatedFolder, 'workspace' | 'folder'>} of */
export function pathOf({ workspace, folder }) {
  return [workspace, 'src', folder].filter(Boolean).join('/');
}

/**
 * Those whose path contains one of the words; all when there is no word.
 *
 * @param {string[]} words
 */
export function chosenFolders(words) {
  const chosen = folders.filter(
    folder =>
      words.length === 0 || words.some(word => pathOf(folder).includes(word)),
  );
  if (chosen.length === 0) {
    throw new LaunchProblem(
      `No folder is called ${words.join(', ')}; there are: ${folders
        .map(pathOf)
        .join(', ')}.`,
    );
  }
  return chosen;
}
