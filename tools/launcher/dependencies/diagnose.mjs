import { existsSync, readFileSync } from 'node:fs';

const compiler =
  process.platform === 'darwin'
    ? 'xcode-select --install'
    : 'on Debian or Ubuntu: apt-get install -y g++ make python3';

// The first that matches wins: a full disk also breaks builds, and a missing Python is found before a missing compiler.
const causes = [
  {
    pattern: /ENOSPC|no space left on device/i,
    sentence:
      'The disk is full: the installation needs about 3 GB; free some space and try again.',
  },
  {
    pattern: /find Python|Could not find any Python/i,
    sentence: `A native module has to be compiled and there is no Python; install it (${compiler}) and try again.`,
  },
  {
    pattern:
      /not found: (make|g\+\+|gcc|cc)\b|(make|g\+\+|gcc|cc|c\+\+): (command )?not found|(g\+\+|cc1plus|c\+\+).*No such file|find Visual Studio/i,
    sentence: `A native module has to be compiled and there is no C++ compiler; install one (${compiler}) and try again.`,
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|YN0001.*RequestError|socket hang up/,
    sentence:
      'The package registry cannot be reached; check the network, or name a registry that can be (npm config set registry <url>, and YARN_NPM_REGISTRY_SERVER=<url> for Yarn), and try again.',
  },
  {
    pattern: /YN0028/,
    sentence:
      'yarn.lock does not fit the package.json files; run "yarn install" and commit yarn.lock.',
  },
  {
    pattern: /EACCES|EPERM/,
    sentence:
      'A file cannot be written; give this folder to the user that runs npm (chown) and try again.',
  },
];

/**
 * What went wrong, as one sentence with its remedy; `undefined` when the output does not tell.
 *
 * @param {string} output of npm or Yarn; the build logs that Yarn names in it are read too
 */
export function diagnose(output) {
  const text = output + readBuildLogs(output);
  return causes.find(({ pattern }) => pattern.test(text))?.sentence;
}

function readBuildLogs(output) {
  const paths = [...output.matchAll(/logs can be found here: ([^)\s]+)/g)];
  return paths
    .map(([, path]) => path)
    .filter(existsSync)
    .map(path => readFileSync(path, 'utf8'))
    .join('\n');
}
