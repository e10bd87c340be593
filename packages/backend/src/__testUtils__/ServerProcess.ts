import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from './eventually';

const START_TIMEOUT_MS = 150_000;

/** A backend to run. */
export interface Program {
  /** Working directory. */
  readonly cwd: string;
  /** Arguments of Node. */
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Where it answers. */
  readonly url: string;
}

/** A backend in a process of its own; it can be killed and started again. */
export class ServerProcess {
  readonly #program: Program;
  #child: ChildProcess | undefined;
  #log = '';

  constructor(program: Program) {
    this.#program = program;
  }

  /** What the process printed since its last start. */
  get log() {
    return this.#log;
  }

  /** Answers when the backend is ready for requests. */
  async start(environment: NodeJS.ProcessEnv = {}): Promise<void> {
    const { cwd, args } = this.#program;
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...this.#program.environment, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#log = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        this.#log += chunk;
      });
    }
    await eventually(() => this.#isReady(child), START_TIMEOUT_MS);
  }

  /** Answers the exit code; `null` when a signal ended it. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const closed = once(child, 'close');
      child.kill(signal);
      await closed;
    }
    return child?.exitCode ?? null;
  }

  /** Sends a signal, such as `SIGSTOP`, and goes on at once. */
  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  async #isReady(child: ChildProcess): Promise<boolean> {
    if (child.exitCode !== null) {
      throw new Error(
        `The backend stopped with ${child.exitCode} while it started:\n${
          this.#log
        }`,
      );
    }
    const response = await fetch(
      `${this.#program.url}/.backstage/health/v1/readiness`,
    ).catch(() => undefined);
    return response?.ok ?? false;
  }
}
