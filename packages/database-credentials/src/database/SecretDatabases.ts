import { isDeepStrictEqual } from 'node:util';
import {
  DatabaseManager,
  type DatabaseManagerOptions,
} from '@backstage/backend-defaults/database';
import type {
  DatabaseService,
  LifecycleService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { type DatabaseConfig, toConfig } from '../config/config';
import { secretConnectionOf } from '../config/secretConnectionOf';
import { withCredentials } from '../config/withCredentials';
import type { Credentials } from '../secret/Credentials';
import type { Secrets } from '../secret/Secrets';
import { findCredentials } from './findCredentials';
import { useCredentials } from './useCredentials';

interface PluginServices {
  logger: LoggerService;
  lifecycle: LifecycleService;
}

/** Backstage's own manager; it knows user and password from its configuration, and never reads that again. */
interface Opened {
  credentials: ReadonlyMap<string, Credentials>;
  manager: DatabaseManager;
}

/** The databases of all plugins, made by Backstage's own manager, with the credentials that work now. */
export class SecretDatabases {
  readonly #config: DatabaseConfig;
  readonly #secrets: Secrets;
  readonly #options: DatabaseManagerOptions;
  #opened: Opened | undefined;

  constructor(
    config: DatabaseConfig,
    secrets: Secrets,
    options: DatabaseManagerOptions,
  ) {
    this.#config = config;
    this.#secrets = secrets;
    this.#options = options;
  }

  forPlugin(pluginId: string, services: PluginServices): DatabaseService {
    const manager = DatabaseManager.fromConfig(toConfig(this.#config));
    const { migrations } = manager.forPlugin(pluginId, services);
    let client: Promise<Knex> | undefined;
    return {
      migrations,
      getClient: () => {
        client ??= this.#connect(pluginId, services);
        return client;
      },
    };
  }

  /** Backstage makes sure that the database exists, and a rotation may come in between. */
  async #connect(pluginId: string, services: PluginServices): Promise<Knex> {
    const opened = await this.#open();
    try {
      const database = opened.manager.forPlugin(pluginId, services);
      return this.#renewing(await database.getClient(), pluginId);
    } catch (error) {
      await this.#findCredentials(pluginId);
      if ((await this.#open()) === opened) {
        throw error;
      }
      return this.#connect(pluginId, services);
    }
  }

  #renewing(knex: Knex, pluginId: string): Knex {
    const connection = secretConnectionOf(this.#config, pluginId);
    if (connection) {
      useCredentials(knex, this.#secrets.of(connection.secretArn));
    }
    return knex;
  }

  /** A manager made before a rotation goes on for the plugins that have it. */
  async #open(): Promise<Opened> {
    const credentials = await this.#secrets.current();
    if (!isDeepStrictEqual(this.#opened?.credentials, credentials)) {
      const config = toConfig(withCredentials(this.#config, credentials));
      const manager = DatabaseManager.fromConfig(config, this.#options);
      this.#opened = { credentials, manager };
    }
    return this.#opened!;
  }

  /** PostgreSQL's databases are made by the account of all plugins, even for one that has its own. */
  async #findCredentials(pluginId: string) {
    const connections = [
      secretConnectionOf(this.#config),
      secretConnectionOf(this.#config, pluginId),
    ].filter(connection => connection !== undefined);
    await Promise.all(
      connections.map(connection =>
        findCredentials(connection, this.#secrets.of(connection.secretArn)),
      ),
    );
  }
}
