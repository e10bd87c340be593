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
      /unable to (get|verify) .*(issuer )?certificate|self[- ]signed certificate|UNABLE_TO_(GET|VERIFY)|SELF_SIGNED_CERT/i,
    sentence:
      "The package registry, or a proxy before it, shows a certificate of an authority that is not known here; get your company's certificate as a file, name it (npm config set cafile <file.pem>), and try again.",
  },
  {
    pattern: /certificate has expired|CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/i,
    sentence:
      "The package registry's certificate has expired, or this machine's clock is wrong; look at the clock (date), tell whoever runs the registry, and try again.",
  },
  {
    pattern: /does not match certificate's altnames|ERR_TLS_CERT_ALTNAME/,
    sentence:
      "The package registry's certificate is for another host; name the registry as its certificate does (npm config set registry <url>) and try again.",
  },
  {
    pattern: /Bad response: 407|Proxy Authentication Required|tunnel.* 407/i,
    sentence:
      'The proxy asks who you are; name it with user and password (npm config set https-proxy http://<user>:<password>@<host>:<port>) and try again.',
  },
  {
    pattern: /YN0041|Response Code: 40[13]|npm (error|ERR!) code E40[13]/,
    sentence:
      'The package registry refuses the credentials, or asks for some; sign in to it (npm login --registry <url>) and try again.',
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|YN0001.*RequestError|socket hang up|Bad response: \d/,
    sentence:
      'The package registry cannot be reached; check the network, or name a registry or a proxy that can be (npm config set registry <url>, npm config set https-proxy <url>), and try again.',
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

/**
 * Whether a line of Yarn's output is about the registry itself, so that every further package would fail as this one.
 * A build that cannot download something says so in other lines, and may go on without it.
 */
export function isHopeless(line) {
  return /YN00(01|35|41)\b/.test(line) && diagnose(line) !== undefined;
}

function readBuildLogs(output) {
  const paths = [...output.matchAll(/logs can be found here: ([^)\s]+)/g)];
  return paths
    .map(([, path]) => path)
    .filter(existsSync)
    .map(path => readFileSync(path, 'utf8'))
    .join('\n');
}
