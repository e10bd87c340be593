import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

const TRANSFORM = require.resolve(
  '@backstage/cli-node/config/nodeTransform.cjs',
);

/** A process that has not ended so long after it was asked to is killed. */
const STOP_MS = 10_000;

/** A TypeScript program in a process of its own. */
export class Process {
  readonly #child: ChildProcess;
  #output = '';
  #errors = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    // Whatever ends the bench ends what it started.
    process.once('exit', () => child.kill('SIGKILL'));
    child.stdout!.on('data', chunk => {
      this.#output += chunk;
    });
    child.stderr!.on('data', chunk => {
      this.#errors += chunk;
    });
  }

  static start(
    program: string,
    options: {
      args?: string[];
      nodeArgs?: string[];
      env?: NodeJS.ProcessEnv;
    } = {},
  ): Process {
    const { args = [], nodeArgs = [], env } = options;
    const command = [...nodeArgs, '--require', TRANSFORM, program, ...args];
    return new Process(
      spawn(process.execPath, command, {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  }

  get output() {
    return this.#output;
  }

  /** What the process printed, for telling why it failed. */
  get log() {
    return this.#output + this.#errors;
  }

  get pid() {
    return this.#child.pid!;
  }

  get running() {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The most memory that was ever resident, in MB (10^6 bytes); Linux tells it in /proc. */
  peakMemory(): number {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status)!;
    return (Number(kibibytes) * 1024) / 1e6;
  }

  /** Seconds of CPU used so far. */
  cpuSeconds(): number {
    const stat = readFileSync(`/proc/${this.pid}/stat`, 'utf8');
    const [utime, stime] = stat.split(') ')[1].split(' ').slice(11, 13);
    return (Number(utime) + Number(stime)) / 100;
  }

  async end(): Promise<number | null> {
    if (this.running) {
      await once(this.#child, 'exit');
    }
    return this.#child.exitCode;
  }

  async stop(): Promise<void> {
    if (this.running) {
      const kill = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
      this.#child.kill('SIGTERM');
      await this.end();
      clearTimeout(kill);
    }
  }
}
