import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { LaunchProblem } from '../LaunchProblem.mjs';

/**
 * How npm reaches its registries: authority, proxies, and the credentials of each registry. npm hands only a part of it
 * on to the scripts it runs (nothing with `@` or `//` in its name), so npm's own library reads all of it: project,
 * user and global `.npmrc`, command line and environment, in npm's order.
 *
 * @returns undefined where there is no npm, and so nothing that it was told
 * @throws LaunchProblem when it names a file that is not there
 */
export async function readNpmSettings(root, env) {
  const npm = npmPathOf(env);
  if (!npm) {
    return undefined;
  }
  const config = await loadConfig(npm, root, env);
  return {
    cafile: cafileOf(config),
    strictSsl: config.get('strict-ssl') !== false,
    proxies: proxiesOf(config, env),
    noproxy: [config.get('noproxy')]
      .flat()
      .flatMap(hosts => (hosts || '').split(','))
      .map(host => host.trim())
      .filter(Boolean),
    registries: registriesOf(config),
  };
}

// Who runs the launcher with npm says where npm is; else it is the one that came with Node.
function npmPathOf(env) {
  const node = dirname(process.execPath);
  return [
    env.npm_execpath && dirname(dirname(env.npm_execpath)),
    join(node, '../lib/node_modules/npm'),
    join(node, 'node_modules/npm'),
  ].find(path => path && existsSync(join(path, 'node_modules/@npmcli/config')));
}

async function loadConfig(npmPath, cwd, env) {
  const require = createRequire(join(npmPath, 'package.json'));
  const Config = require('@npmcli/config');
  const config = new Config({
    ...require('@npmcli/config/lib/definitions'),
    npmPath,
    cwd,
    argv: [],
    // npm says "false" to its scripts as an empty string, and reads an empty string as nothing.
    env: {
      ...env,
      ...(env.npm_config_strict_ssl === '' && {
        npm_config_strict_ssl: 'false',
      }),
    },
    warn: false,
  });
  await config.load();
  return config;
}

// npm itself goes on without the file, and then says that every certificate is unknown.
function cafileOf(config) {
  const cafile = config.get('cafile') ?? undefined;
  if (cafile && !existsSync(cafile)) {
    throw new LaunchProblem(
      `npm's cafile names ${cafile}, which is not there; name the file with your company's certificate (npm config set cafile <file.pem>) and try again.`,
    );
  }
  return cafile;
}

function proxiesOf(config, env) {
  const http = config.get('proxy') || undefined;
  const https =
    config.get('https-proxy') || env.HTTPS_PROXY || env.https_proxy || http;
  return { http: http ?? https, https };
}

// The first is for packages without a scope, or with one that has no registry of its own.
function registriesOf(config) {
  const registry = config.get('registry');
  return [
    {
      url: registry === config.defaults.registry ? undefined : registry,
      credentials: credentialsOf(config, registry),
    },
    ...scopesOf(config).map(scope => {
      const url = config.get(`@${scope}:registry`);
      return { scope, url, credentials: credentialsOf(config, url) };
    }),
  ];
}

function scopesOf(config) {
  const keys = [];
  // The layers of npm's configuration are each other's prototypes.
  for (const key in config.list[0]) {
    keys.push(key);
  }
  return keys.flatMap(key => /^@([^:]+):registry$/.exec(key)?.[1] ?? []);
}

// Like npm, which also takes what is written for a folder above the registry.
function credentialsOf(config, url) {
  const own = config.getCredentialsByURI(url);
  const above = new URL(url.endsWith('/') ? '..' : '.', url).href;
  return Object.keys(own).length > 0 || above === url
    ? own
    : credentialsOf(config, above);
}
