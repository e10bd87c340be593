import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Emulator, EmulatorName } from './Emulator';
import { installEmulator, interpreterOf } from './installEmulator';
import { packagePath } from './packagePath';
import { programs } from './programs';

const RUNNER = packagePath('python/run.py');
const START_SECONDS = 60;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Without the caller's AWS profile, and with this Node.js first, as MiniStack runs Lambda functions by `node`. */
function environmentOf(own: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([key]) => !key.startsWith('AWS_'),
  );
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  return { ...Object.fromEntries(inherited), ...own, PATH: path };
}

/** In a process group of its own, which `run.py` ends when its standard input does. */
function launch(
  python: string,
  name: EmulatorName,
  port: number,
  environment: Record<string, string>,
) {
  const { command, environment: own } = programs[name];
  return spawn(python, [RUNNER, ...command(port)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
    env: environmentOf({ ...own(port), ...environment }),
  });
}

/** The last of what it said, for the error when it does not start. Reading on keeps the pipe from filling up. */
function collectOutput(process: ChildProcess): () => string {
  let output = '';
  process.stderr!.on('data', chunk => {
    output = `${output}${chunk}`.slice(-4000);
  });
  return () => output;
}

async function isHealthy(url: string): Promise<boolean> {
  return fetch(url).then(
    response => response.ok,
    () => false,
  );
}

async function waitUntilHealthy(
  process: ChildProcess,
  url: string,
  output: () => string,
) {
  const until = Date.now() + START_SECONDS * 1000;
  while (!(await isHealthy(url))) {
    if (process.exitCode !== null || process.signalCode || Date.now() > until) {
      process.stdin!.end();
      throw new Error(`The AWS emulator did not start: ${output()}`);
    }
    await wait(100);
  }
}

async function stop(process: ChildProcess, signal?: 'SIGTERM') {
  if (process.exitCode === null && !process.signalCode) {
    const exit = once(process, 'exit');
    if (signal) {
      process.kill(signal);
    } else {
      process.stdin!.end();
    }
    await exit;
  }
}

/**
 * Starts an emulator on a free port of the loopback address and waits until it answers. The first start on a machine
 * installs it (some 30 seconds). It ends with `stop`, or with the process that started it.
 * @param environment - variables for the emulator
 * @throws Error when it cannot be installed or does not answer
 */
export async function startEmulator(
  name: EmulatorName,
  environment: Record<string, string> = {},
): Promise<Emulator> {
  const { healthPath, resetPath } = programs[name];
  installEmulator(name);
  const port = await freePort();
  const process = launch(interpreterOf(name), name, port, environment);
  const endpoint = `http://127.0.0.1:${port}`;
  const output = collectOutput(process);
  await waitUntilHealthy(process, `${endpoint}${healthPath}`, output);
  return {
    name,
    endpoint,
    clientConfig: {
      endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
    },
    reset: async () => {
      await fetch(`${endpoint}${resetPath}`, { method: 'POST' });
    },
    stop: signal => stop(process, signal),
  };
}
