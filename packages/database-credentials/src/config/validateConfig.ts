import { InputError } from '@backstage/errors';
import { isSecretArn } from '../secret/secretArn';
import { type DatabaseConfig, type Section, settingsOf } from './config';

const CLIENTS = ['mysql2', 'mysql', 'pg'];

function validateSection({ client, connection }: Section, path: string) {
  const { secretArn, type, user, password } = settingsOf(connection);
  const refuse = (key: string, rule: string) => {
    throw new InputError(`Invalid config value at '${path}.${key}': ${rule}`);
  };
  if (secretArn === undefined) {
    return;
  }
  if (!isSecretArn(secretArn)) {
    refuse(
      'connection.secretArn',
      'must be the whole ARN of a secret in AWS Secrets Manager, such as arn:aws:secretsmanager:eu-central-1:111122223333:secret:name-AbCdEf',
    );
  }
  if (!CLIENTS.includes(client!)) {
    refuse('client', `must be one of ${CLIENTS.join(', ')} with a secretArn`);
  }
  if (user !== undefined || password !== undefined) {
    refuse(
      'connection',
      'has user or password beside secretArn; leave them out, they are read from the secret',
    );
  }
  if (type !== undefined && type !== 'default') {
    refuse(
      'connection.type',
      `must be left out beside secretArn; '${type}' brings credentials of its own`,
    );
  }
}

/** @throws InputError that says what to do */
export function validateConfig(database: DatabaseConfig): void {
  const root = 'backend.database';
  validateSection(database, root);
  for (const [pluginId, own] of Object.entries(database.plugin ?? {})) {
    validateSection(
      { ...own, client: own.client ?? database.client },
      `${root}.plugin.${pluginId}`,
    );
  }
}
