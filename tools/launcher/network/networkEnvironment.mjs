const LOCAL = ['localhost', '127.0.0.1', '::1'];

/**
 * npm's network settings in the words of Yarn, node-gyp and Node; what the person has set in these words already stays.
 *
 * @param settings of readNpmSettings
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function networkEnvironment(settings, env) {
  const wanted = settings
    ? { ...yarn(settings), ...node(settings, env), ...nodeGyp(settings) }
    : {};
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([name, value]) => value !== undefined && env[name] === undefined,
    ),
  );
}

function yarn({ cafile, strictSsl, proxies, registries }) {
  const insecure = registries
    .filter(({ url }) => url?.startsWith('http:'))
    .map(({ url }) => new URL(url).hostname);
  return {
    YARN_NPM_REGISTRY_SERVER: registries[0].url?.replace(/\/$/, ''),
    YARN_HTTPS_CA_FILE_PATH: cafile,
    YARN_ENABLE_STRICT_SSL: strictSsl ? undefined : 'false',
    YARN_HTTP_PROXY: proxies.http,
    YARN_HTTPS_PROXY: proxies.https,
    // npm asks nobody whether a registry may be without TLS.
    YARN_UNSAFE_HTTP_WHITELIST: insecure.join(',') || undefined,
  };
}

// `strict-ssl` stays out: it is about packages, whose checksums are in yarn.lock, and not about what the app calls.
function node({ cafile, proxies, noproxy }, env) {
  const lower = name => (env[name.toLowerCase()] ? undefined : name);
  const proxy = proxies.https && {
    [lower('HTTP_PROXY')]: proxies.http,
    [lower('HTTPS_PROXY')]: proxies.https,
    [lower('NO_PROXY')]: [...new Set([...noproxy, ...LOCAL])].join(','),
    NODE_USE_ENV_PROXY: '1',
  };
  const { undefined: _, ...settings } = proxy ?? {};
  return { NODE_EXTRA_CA_CERTS: cafile, ...settings };
}

function nodeGyp({ cafile, proxies, noproxy }) {
  return {
    npm_config_cafile: cafile,
    npm_config_proxy: proxies.http,
    npm_config_https_proxy: proxies.https,
    npm_config_noproxy: noproxy.join(',') || undefined,
  };
}
