import type { ApiSpec, Counts, RoleSpec } from '@oaf/control-plane-simulator';
import { eventually } from './eventually';
import { Process } from './Process';

const LATENCY_MS = { min: 80, max: 150 };

/** The control plane in a process of its own. */
export class Simulator {
  readonly url: string;
  readonly process: Process;

  private constructor(url: string, process: Process) {
    this.url = url;
    this.process = process;
  }

  /** @param options - of the simulator, beside its latency, which is as AWS's */
  static async start(options: object): Promise<Simulator> {
    const process = Process.start(
      require.resolve('@oaf/control-plane-simulator/src/main.ts'),
      {
        env: {
          OAF_SIMULATOR: JSON.stringify({ latencyMs: LATENCY_MS, ...options }),
        },
      },
    );
    const line = await eventually(
      async () => {
        if (!process.running) {
          throw new Error(process.log);
        }
        return process.output;
      },
      { everyMs: 20, withinMs: 60_000, what: 'The start of the simulator' },
    );
    return new Simulator(JSON.parse(line).url, process);
  }

  async counts(): Promise<Counts> {
    return this.#ask('GET', 'counters') as Promise<Counts>;
  }

  async resetCounts(): Promise<void> {
    await this.#ask('DELETE', 'counters');
  }

  async putRole(accountId: string, role: RoleSpec): Promise<void> {
    await this.#ask('PUT', `accounts/${accountId}/roles`, role);
  }

  async changeApi(
    accountId: string,
    region: string,
    apiId: string,
    changes: Partial<ApiSpec>,
  ): Promise<void> {
    const path = `accounts/${accountId}/regions/${region}/apis/${apiId}`;
    await this.#ask('PATCH', path, changes);
  }

  async #ask(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.url}/_simulator/${path}`, {
      method,
      body: body && JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${await response.text()}`);
    }
    return response.json();
  }
}
