import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Backstage } from './createBackstage';

const PATIENCE_MS = 400_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Lets app, backend and gateway listen elsewhere than the configuration says, so that nothing else is in the way. */
async function movePorts(directory: string) {
  const ports = new Map<string, number>();
  for (const name of ['app-config.yaml', 'app-config.local.yaml']) {
    const file = join(directory, name);
    let text = readFileSync(file, 'utf8');
    for (const usual of ['3000', '7007', '7010']) {
      const port = ports.get(usual) ?? (await freePort());
      ports.set(usual, port);
      text = text.replace(
        new RegExp(`(?<=localhost:|port: )${usual}\\b`, 'g'),
        String(port),
      );
    }
    writeFileSync(file, text);
  }
  return {
    appUrl: `http://localhost:${ports.get('3000')}`,
    backendUrl: `http://localhost:${ports.get('7007')}`,
  };
}

/** `yarn start`, until app and backend answer. */
export async function startBackstage({ directory, environment }: Backstage) {
  const { appUrl, backendUrl } = await movePorts(directory);
  const logFile = join(directory, 'start.log');
  const log = openSync(logFile, 'w');
  const process_ = spawn('yarn', ['start'], {
    cwd: directory,
    env: environment,
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  const stop = async () => {
    if (process_.exitCode === null) {
      // It is thrown away; with databases in memory an orderly end would wait for them.
      process.kill(-process_.pid!, 'SIGKILL');
      await once(process_, 'exit');
    }
  };
  const isReady = async () =>
    /compiled .*successfully/.test(readFileSync(logFile, 'utf8')) &&
    (await answers(`${backendUrl}/.backstage/health/v1/readiness`));
  for (const end = Date.now() + PATIENCE_MS; !(await isReady()); ) {
    if (Date.now() > end || process_.exitCode !== null) {
      await stop();
      throw new Error(`It did not start:\n${tail(logFile)}`);
    }
    await sleep(500);
  }
  return { appUrl, stop };
}

async function answers(url: string): Promise<boolean> {
  const signal = AbortSignal.timeout(5000);
  return fetch(url, { signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}

function tail(file: string) {
  return readFileSync(file, 'utf8').slice(-4000);
}
