import { once } from 'node:events';
import { createServer } from 'node:net';
import { LaunchProblem } from '../LaunchProblem.mjs';
import { findListener } from './findListener.mjs';

/** The ports of a start, and what app-config.yaml reads them from. */
export const ports = [
  { use: 'app', variable: 'OAF_APP_PORT', standard: 3000 },
  { use: 'backend', variable: 'OAF_BACKEND_PORT', standard: 7007 },
  {
    use: 'identity provider',
    variable: 'OAF_IDENTITY_PROVIDER_PORT',
    standard: 7008,
  },
  { use: 'sample APIs', variable: 'OAF_UPSTREAMS_PORT', standard: 7009 },
  { use: 'gateway', variable: 'OAF_GATEWAY_PORT', standard: 7010 },
];

/**
 * Looks before the start whether every port is free.
 *
 * @throws LaunchProblem that names the first that is taken, by whom, and what to do
 */
export async function checkPorts(env) {
  for (const { use, variable, standard } of ports) {
    const port = Number(env[variable] || standard);
    if (!(await isFree(port))) {
      throw new LaunchProblem(describe(use, variable, port));
    }
  }
}

/** Where the app will be. */
export function appUrl(env) {
  const [{ variable, standard }] = ports;
  return `http://localhost:${env[variable] || standard}`;
}

async function isFree(port) {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return true;
  } catch (error) {
    if (error.code === 'EADDRINUSE') {
      return false;
    }
    throw error;
  }
}

function describe(use, variable, port) {
  const listener = findListener(port);
  const who = listener
    ? `by "${listener.command}"; stop it (kill ${listener.pid})`
    : 'by another process; stop that';
  return `Port ${port} for the ${use} is taken ${who}, or choose another port (${variable}=${
    port + 10000
  } npm start).`;
}
