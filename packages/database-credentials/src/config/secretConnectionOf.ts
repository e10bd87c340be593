import type { JsonObject } from '@backstage/types';
import { type DatabaseConfig, settingsOf } from './config';

/** A connection whose user and password are in a secret. */
export interface SecretConnection {
  /** Of knex. */
  client: string;
  secretArn: string;
  /** All else that the driver wants: host, port, TLS. */
  settings: JsonObject;
}

function toSecretConnection(
  client: string,
  connection: JsonObject,
): SecretConnection | undefined {
  const { secretArn, user, password, database, ...settings } = connection;
  return secretArn === undefined
    ? undefined
    : { client, secretArn: secretArn as string, settings };
}

/** As Backstage puts it together: what a plugin has of its own goes before what all have. */
export function secretConnectionOf(
  database: DatabaseConfig,
  pluginId?: string,
): SecretConnection | undefined {
  const own = (pluginId && database.plugin?.[pluginId]) || {};
  const client = own.client ?? database.client!;
  const settings = settingsOf(own.connection);
  const hasOwnCredentials =
    typeof own.connection === 'string' ||
    ((settings.user ?? settings.password) !== undefined &&
      settings.secretArn === undefined);
  return hasOwnCredentials
    ? undefined
    : toSecretConnection(client, {
        ...(client === database.client && settingsOf(database.connection)),
        ...settings,
      });
}
