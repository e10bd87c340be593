import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';

const ports = [
  'OAF_APP_PORT',
  'OAF_BACKEND_PORT',
  'OAF_IDENTITY_PROVIDER_PORT',
  'OAF_UPSTREAMS_PORT',
  'OAF_GATEWAY_PORT',
];

/** How the machine reaches its registry; the rest of the environment stays behind. */
const ofTheNetwork =
  /^(npm_config_(?!.*prefix)|https?_proxy$|no_proxy$|NODE_EXTRA_CA_CERTS$|SSL_CERT_)/i;

/** The environment of somebody who has Node, npm and a registry, with ports that are free. */
export async function chooseEnvironment(
  home: string,
): Promise<Record<string, string>> {
  const environment: Record<string, string> = {
    HOME: home,
    PATH: withoutOurTools(process.env.PATH!),
    BROWSER: 'none',
  };
  for (const [name, value] of Object.entries(process.env)) {
    if (ofTheNetwork.test(name)) {
      environment[name] = value!;
    }
  }
  const settings = join(homedir(), '.npmrc');
  if (existsSync(settings)) {
    environment.npm_config_userconfig = settings;
  }
  for (const port of ports) {
    environment[port] = String(await freePort());
  }
  return environment;
}

/** The launcher's own Node and this repository's programs are not on a bare machine's path. */
function withoutOurTools(path: string) {
  return path
    .split(':')
    .filter(folder => !/node_modules|\.tools/.test(folder))
    .join(':');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}
