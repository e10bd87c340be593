/**
 * What Yarn reads only from a file: registries of scopes, credentials, and hosts beside the proxy. Secrets stay in
 * the environment; the file names their variables.
 *
 * @param settings of readNpmSettings
 * @returns {{ settings: object, secrets: NodeJS.ProcessEnv }} content of a .yarnrc.yml; `{}` when there is nothing
 */
export function yarnSettings(settings) {
  const { registries, proxies, noproxy } = settings;
  const secrets = {};
  const keep = secret => {
    const name = `LAUNCHER_REGISTRY_SECRET_${Object.keys(secrets).length + 1}`;
    secrets[name] = secret;
    return `\${${name}}`;
  };
  // npm's own registry is another host for Yarn, and is told no secret of npm's.
  const named = registries.filter(({ url }) => url);
  const maps = {
    npmScopes: scopesOf(named),
    npmRegistries: credentialsOf(named, keep),
    networkSettings: {
      ...(proxies.https && besideProxy(noproxy)),
      ...certificatesOf(named),
    },
  };
  return { settings: withoutEmpty(maps), secrets };
}

function scopesOf(registries) {
  return Object.fromEntries(
    registries
      .filter(({ scope }) => scope)
      .map(({ scope, url }) => [scope, { npmRegistryServer: url }]),
  );
}

function credentialsOf(registries, keep) {
  return Object.fromEntries(
    registries
      .filter(({ credentials: { token, auth } }) => token || auth)
      .map(({ url, credentials: { token, auth } }) => [
        url.replace(/^https?:|\/$/g, ''),
        {
          npmAlwaysAuth: true,
          ...(token
            ? { npmAuthToken: keep(token) }
            : { npmAuthIdent: keep(auth) }),
        },
      ]),
  );
}

// An empty proxy is none.
function besideProxy(noproxy) {
  return Object.fromEntries(
    noproxy
      .map(host => host.replace(/^\*?\./, ''))
      .map(host => [`{${host},*.${host}}`, { httpProxy: '', httpsProxy: '' }]),
  );
}

function certificatesOf(registries) {
  return Object.fromEntries(
    registries
      .filter(({ credentials }) => credentials.certfile)
      .map(({ url, credentials: { certfile, keyfile } }) => [
        new URL(url).hostname,
        { httpsCertFilePath: certfile, httpsKeyFilePath: keyfile },
      ]),
  );
}

function withoutEmpty(maps) {
  return Object.fromEntries(
    Object.entries(maps).filter(([, map]) => Object.keys(map).length > 0),
  );
}
