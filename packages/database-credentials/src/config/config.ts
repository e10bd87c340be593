import { type Config, ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';

/** An address that is one text has user and password in it, and no secret. */
type Connection = JsonObject | string;

/** The database of all plugins, or of one. */
export interface Section {
  client?: string;
  connection?: Connection;
}

/** `backend.database`, as far as it matters here. */
export interface DatabaseConfig extends Section {
  plugin?: Record<string, Section>;
}

export function readDatabaseConfig(config: Config): DatabaseConfig {
  return config.getOptional<JsonObject>('backend.database') ?? {};
}

/** What Backstage's own manager wants. */
export function toConfig(database: DatabaseConfig): Config {
  return new ConfigReader({ backend: { database: database as JsonObject } });
}

export function settingsOf(connection: Connection | undefined): JsonObject {
  return typeof connection === 'object' ? connection : {};
}

/** Each secret that has user and password of any connection; not looked at yet. */
export function secretArnsOf(database: DatabaseConfig): string[] {
  const arns = [database, ...Object.values(database.plugin ?? {})]
    .map(({ connection }) => settingsOf(connection).secretArn)
    .filter(secretArn => secretArn !== undefined);
  return [...new Set(arns)] as string[];
}
