import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ServerProcess } from '../src/__testUtils__/ServerProcess';
import { dropDatabases, openAccount } from './databaseServer';
import type { DatabaseClient } from './databaseServer';
import {
  authorityFile,
  installed,
  settings,
  url,
  workDirectory,
} from './environment';

/** What is installed for production, with the configuration that the image has. */
export class ProductionBackend extends ServerProcess {
  readonly url = url;
  readonly appUrl = url;

  private constructor(environment: NodeJS.ProcessEnv) {
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
  }

  /** On an empty database server, over TLS. */
  static async create(client: DatabaseClient): Promise<ProductionBackend> {
    const data = join(workDirectory, `data-${client}`);
    await rm(data, { recursive: true, force: true });
    await dropDatabases(client);
    const account = await openAccount(client);
    return new ProductionBackend({
      DATABASE_CLIENT: client,
      DATABASE_HOST: account.hostname,
      DATABASE_PORT: account.port,
      DATABASE_USER: account.username,
      DATABASE_PASSWORD: account.password,
      DATABASE_CA_FILE: authorityFile,
      OAF_DATA_DIRECTORY: data,
    });
  }
}
