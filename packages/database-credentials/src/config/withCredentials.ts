import type { Credentials } from '../secret/Credentials';
import type { DatabaseConfig, Section } from './config';

/** What Backstage reads: user and password where the configuration names a secret. */
export function withCredentials(
  database: DatabaseConfig,
  credentials: ReadonlyMap<string, Credentials>,
): DatabaseConfig {
  const fill = <Part extends Section>(section: Part): Part => {
    const { connection } = section;
    if (typeof connection !== 'object' || connection.secretArn === undefined) {
      return section;
    }
    const { secretArn, ...settings } = connection;
    return {
      ...section,
      connection: { ...settings, ...credentials.get(secretArn as string) },
    };
  };
  const own = Object.entries(database.plugin ?? {});
  return {
    ...fill(database),
    plugin: Object.fromEntries(own.map(([id, section]) => [id, fill(section)])),
  };
}
