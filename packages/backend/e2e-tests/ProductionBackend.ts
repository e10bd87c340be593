import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ServerProcess } from '../src/__testUtils__/ServerProcess';
import { dropDatabases, openAccount } from './databaseServer';
import type { DatabaseClient } from './databaseServer';
import { runBlock } from './guide';
import {
  authorityFile,
  installed,
  settings,
  url,
  workDirectory,
} from './environment';

type Environment = NodeJS.ProcessEnv & { OAF_DATA_DIRECTORY: string };

/** What is installed for production, with the configuration that the image has. */
export class ProductionBackend extends ServerProcess {
  readonly url = url;
  readonly appUrl = url;

  readonly #client: DatabaseClient;
  readonly #environment: Environment;

  private constructor(client: DatabaseClient, environment: Environment) {
    super({
      cwd: installed,
      args: [
        ...['--require', './packages/backend/instrumentation.js'],
        'packages/backend',
        ...['--config', 'app-config.production.yaml'],
        ...['--config', 'app-config.gateway.yaml'],
        ...['--config', join(__dirname, 'app-config.apis.yaml')],
      ],
      environment: { ...settings, ...environment },
      url,
    });
    this.#client = client;
    this.#environment = environment;
  }

  /** On an empty database server, over TLS. */
  static async create(client: DatabaseClient): Promise<ProductionBackend> {
    const data = join(workDirectory, `data-${client}`);
    await rm(data, { recursive: true, force: true });
    await dropDatabases(client);
    const account = await openAccount(client);
    return new ProductionBackend(client, {
      DATABASE_CLIENT: client,
      DATABASE_HOST: account.hostname,
      DATABASE_PORT: account.port,
      DATABASE_USER: account.username,
      DATABASE_PASSWORD: account.password,
      DATABASE_CA_FILE: authorityFile,
      OAF_DATA_DIRECTORY: data,
    });
  }

  /** Backs up as the guide tells, loses everything, and restores as the guide tells. */
  async loseAndRestore() {
    const BACKUP = join(workDirectory, `backup-${this.#client}`);
    await rm(BACKUP, { recursive: true, force: true });
    await mkdir(BACKUP);
    const environment = { ...this.#environment, BACKUP };
    await runBlock('backup', this.#client, environment);
    await dropDatabases(this.#client);
    await rm(environment.OAF_DATA_DIRECTORY, { recursive: true });
    await runBlock('restore', this.#client, environment);
  }
}
