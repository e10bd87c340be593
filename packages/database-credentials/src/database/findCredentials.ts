import knexFactory from 'knex';
import type { SecretConnection } from '../config/secretConnectionOf';
import { isRefused } from '../secret/isRefused';
import type { SecretCredentials } from '../secret/SecretCredentials';

/**
 * Tries which credentials the server takes. Nothing else is looked for, so that any other failure is nobody's here.
 *
 * @throws Error that says where to look, when it takes none
 */
export async function findCredentials(
  { client, settings }: SecretConnection,
  credentials: SecretCredentials,
): Promise<void> {
  await credentials.connect(async current => {
    const knex = knexFactory({
      client,
      connection: { ...settings, ...current },
    });
    try {
      const connection = await knex.client.acquireRawConnection();
      await knex.client.destroyRawConnection(connection);
    } catch (error) {
      if (isRefused(error)) {
        throw error;
      }
    } finally {
      await knex.destroy();
    }
  });
}
