import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createCaller, type Edge, type Emulator } from '@oaf/aws-emulator';
import {
  infrastructureEnvironment,
  infrastructureUrl,
  workDirectory,
} from '../environment';

const START_SECONDS = 170;

const isReady = () =>
  fetch(`${infrastructureUrl}/.backstage/health/v1/readiness`).then(
    ({ ok }) => ok,
    () => false,
  );

const packages = join(__dirname, '../../..');
const archives = join(packages, 'infrastructure/archives');

/** The code of the gateway's functions, which is uploaded with its stack. */
function buildArchives() {
  if (!existsSync(archives)) {
    const build = join(packages, 'access/build/lambda.mjs');
    execFileSync(process.execPath, [build, archives]);
  }
}

/** Of the gateway's domain, which has no certificate that anybody vouches for. */
function saveCertificate({ certificate }: Edge): string {
  const file = join(workDirectory, 'edge.pem');
  mkdirSync(workDirectory, { recursive: true });
  writeFileSync(file, certificate);
  return file;
}

/** Starts a backend that serves the built app, with the emulator as its AWS; answers how to stop it. */
export async function startPortal(emulator: Emulator, edge: Edge) {
  buildArchives();
  const { accessKeyId, secretAccessKey } = await createCaller(emulator);
  const backend = spawn(process.execPath, [join(__dirname, '../serve.mjs')], {
    stdio: ['ignore', 'inherit', 'inherit'],
    // With the backend that it starts, so that both can be ended.
    detached: true,
    env: {
      ...process.env,
      ...infrastructureEnvironment,
      OAF_CONTROL_PLANE_URL: emulator.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      NODE_EXTRA_CA_CERTS: saveCertificate(edge),
      NODE_OPTIONS: `--require ${join(__dirname, 'stacksWithoutGaps.cjs')}`,
    },
  });
  const ended = once(backend, 'exit');
  const stop = async () => {
    if (backend.exitCode === null) {
      process.kill(-backend.pid!, 'SIGTERM');
      await ended;
    }
  };
  const until = Date.now() + START_SECONDS * 1000;
  while (!(await isReady())) {
    if (backend.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error('The portal did not start: see .cache/e2e');
    }
    await wait(100);
  }
  return stop;
}
