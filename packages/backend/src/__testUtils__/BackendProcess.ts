import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { eventually } from './eventually';

const packageDirectory = resolve(__dirname, '../..');
const START_TIMEOUT_MS = 150_000;

const portVariables = [
  'OAF_APP_PORT',
  'OAF_BACKEND_PORT',
  'OAF_IDENTITY_PROVIDER_PORT',
  'OAF_UPSTREAMS_PORT',
  'OAF_GATEWAY_PORT',
] as const;

type Ports = Record<(typeof portVariables)[number], string>;

/** The real backend in a process of its own, with the embedded defaults, on free ports; it can be killed and started again. */
export class BackendProcess {
  readonly #dataDirectory: string;
  readonly #ports: Ports;
  #child: ChildProcess | undefined;
  #log = '';

  private constructor(dataDirectory: string, ports: Ports) {
    this.#dataDirectory = dataDirectory;
    this.#ports = ports;
  }

  static async create(dataDirectory: string): Promise<BackendProcess> {
    const ports = await freePorts(portVariables.length);
    const named = portVariables.map((name, index) => [
      name,
      String(ports[index]),
    ]);
    return new BackendProcess(dataDirectory, Object.fromEntries(named));
  }

  get url() {
    return `http://localhost:${this.#ports.OAF_BACKEND_PORT}`;
  }

  get appUrl() {
    return `http://localhost:${this.#ports.OAF_APP_PORT}`;
  }

  /** What the process printed since its last start. */
  get log() {
    return this.#log;
  }

  /** Answers when the backend is ready for requests. */
  async start(environment: NodeJS.ProcessEnv = {}): Promise<void> {
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
        'src/index.ts',
        '--config',
        '../../app-config.yaml',
      ],
      {
        cwd: packageDirectory,
        env: {
          ...process.env,
          ...this.#ports,
          NODE_ENV: 'development',
          OAF_DATA_DIRECTORY: this.#dataDirectory,
          ...environment,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.#child = child;
    this.#log = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        this.#log += chunk;
      });
    }
    await eventually(() => this.#isReady(child), START_TIMEOUT_MS);
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    }
  }

  async #isReady(child: ChildProcess): Promise<boolean> {
    if (child.exitCode !== null) {
      throw new Error(`The backend stopped while it started:\n${this.#log}`);
    }
    const response = await fetch(
      `${this.url}/.backstage/health/v1/readiness`,
    ).catch(() => undefined);
    return response?.ok ?? false;
  }
}

/** All are held open at once, so that no two are the same. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () =>
    createServer().listen(0, '127.0.0.1'),
  );
  await Promise.all(servers.map(server => once(server, 'listening')));
  const ports = servers.map(
    server => (server.address() as { port: number }).port,
  );
  await Promise.all(servers.map(server => once(server.close(), 'close')));
  return ports;
}
