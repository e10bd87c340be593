import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createApiManagementClient } from '@oaf/backstage-plugin-api-management-common';
import type { ApiManagementClient } from '@oaf/backstage-plugin-api-management-common';
import { defaultBaseCredentials } from '@oaf/control-plane-simulator';
import { eventually } from './eventually';
import { freePort } from './freePort';
import { Process } from './Process';

/** As in a container of 1 GB; on a large machine V8 would rather let the heap grow than collect garbage. */
const NODE_ARGS = ['--max-old-space-size=384', '--max-semi-space-size=16'];

/** What sending on a connection says that the backend has closed. */
const CLOSED = ['ECONNRESET', 'UND_ERR_SOCKET'];

const START_MS = 150_000;
const NEVER = { frequency: { hours: 24 }, timeout: { hours: 1 } };

/** What the scheduler tells of a task. */
export type TaskReport = {
  taskId: string;
  taskState?: { status: 'idle' | 'running'; lastRunEndedAt?: string };
};

/** A Backstage backend in a process of its own, with an empty SQLite database in a folder. */
export class Backend {
  readonly url: string;
  readonly process: Process;
  readonly api: ApiManagementClient;
  readonly #directory: string;
  readonly #token: string;

  private constructor(options: {
    url: string;
    process: Process;
    directory: string;
    token: string;
  }) {
    this.url = options.url;
    this.process = options.process;
    this.#directory = options.directory;
    this.#token = options.token;
    this.api = createApiManagementClient({
      discoveryApi: {
        getBaseUrl: async plugin => `${this.url}/api/${plugin}`,
      },
      fetchApi: { fetch: (url, init) => this.#fetch(url, init) },
    });
  }

  static async start(options: {
    directory: string;
    /** Configuration of the plugin: what it imports from. */
    apiManagement: object;
    /** `backend.database`; default: SQLite in the folder, which only then can be read and changed by itself. */
    database?: object;
  }): Promise<Backend> {
    const port = await freePort();
    const config = join(options.directory, 'app-config.json');
    await writeFile(config, JSON.stringify(appConfig({ ...options, port })));
    const process = Process.start(require.resolve('../backendMain.ts'), {
      args: ['--config', config],
      nodeArgs: NODE_ARGS,
      env: { LOG_LEVEL: 'warn' },
    });
    const url = `http://localhost:${port}`;
    try {
      await eventually(() => isReady(process, url), {
        everyMs: 100,
        withinMs: START_MS,
        what: 'The start of the backend',
      });
      const token = await signIn(url);
      return new Backend({ ...options, url, process, token });
    } catch (error) {
      await process.stop();
      throw new Error(`${error}\nThe backend said:\n${process.log}`);
    }
  }

  /** Begins what is otherwise done on a schedule. */
  async trigger(plugin: string, task: string): Promise<void> {
    const path = `/api/${plugin}/.backstage/scheduler/v1/tasks/${task}/trigger`;
    await this.#ask(path, { method: 'POST' });
  }

  async tasks(plugin: string): Promise<TaskReport[]> {
    const response = await this.#ask(
      `/api/${plugin}/.backstage/scheduler/v1/tasks`,
    );
    return (await response.json()).tasks;
  }

  async queryCatalog(query: string): Promise<{ totalItems: number }> {
    const response = await this.#ask(
      `/api/catalog/entities/by-query?filter=kind=api&${query}`,
    );
    return response.json();
  }

  /** Rows of a plugin's database. */
  read<Row>(plugin: string, sql: string): Row[] {
    return this.#open(plugin, { readonly: true }, database =>
      database.prepare<[], Row>(sql).all(),
    );
  }

  /** Changes a plugin's database behind its back. */
  write<Result>(
    plugin: string,
    perform: (database: Database.Database) => Result,
  ): Result {
    return this.#open(plugin, { timeout: 30_000 }, perform);
  }

  #open<Result>(
    plugin: string,
    options: Database.Options,
    perform: (database: Database.Database) => Result,
  ): Result {
    const path = join(this.#directory, `${plugin}.sqlite`);
    const database = new Database(path, options);
    try {
      return perform(database);
    } finally {
      database.close();
    }
  }

  async #ask(path: string, init?: RequestInit): Promise<Response> {
    const response = await this.#fetch(`${this.url}${path}`, init);
    if (!response.ok) {
      throw new Error(`${path} answered ${await response.text()}`);
    }
    return response;
  }

  /** Repeats a request once whose kept connection the backend was just closing. */
  #fetch(url: string | URL | Request, init?: RequestInit): Promise<Response> {
    const headers = {
      ...(init?.headers as Record<string, string>),
      authorization: `Bearer ${this.#token}`,
    };
    const send = () => fetch(url, { ...init, headers });
    return send().catch(error => {
      if (CLOSED.includes(error.cause?.code)) {
        return send();
      }
      throw error;
    });
  }
}

function appConfig(options: {
  directory: string;
  apiManagement: object;
  database?: object;
  port: number;
}) {
  const baseUrl = `http://localhost:${options.port}`;
  return {
    app: { baseUrl },
    backend: {
      baseUrl,
      listen: { host: '127.0.0.1', port: options.port },
      database: options.database ?? {
        client: 'better-sqlite3',
        connection: { directory: options.directory },
      },
    },
    auth: { providers: { bench: {} } },
    permission: { enabled: false },
    aws: {
      mainAccount: {
        accessKeyId: defaultBaseCredentials.accessKeyId,
        secretAccessKey: defaultBaseCredentials.secretAccessKey,
      },
    },
    catalog: {
      // Processing every entity again every two minutes would never let 20,000 of them rest.
      processingInterval: { hours: 24 },
    },
    apiManagement: {
      secrets: { keyFile: join(options.directory, 'envelope.key') },
      discovery: { schedule: NEVER },
      ...options.apiManagement,
    },
  };
}

async function isReady(process: Process, url: string): Promise<boolean> {
  if (!process.running) {
    throw new Error(process.log);
  }
  const response = await fetch(`${url}/.backstage/health/v1/readiness`).catch(
    () => undefined,
  );
  return response?.ok ?? false;
}

async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/bench/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const body = await response.json();
  return body.backstageIdentity.token;
}
