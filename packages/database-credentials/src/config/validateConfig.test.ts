import { validateConfig } from './validateConfig';

const secretArn =
  'arn:aws:secretsmanager:eu-central-1:111122223333:secret:rds!cluster-1-AbCdEf';
const host = 'database.example.com';

describe('backend.database with a secret', () => {
  it.each([
    ['MySQL', { client: 'mysql2', connection: { host, secretArn } }],
    ['PostgreSQL', { client: 'pg', connection: { host, secretArn } }],
    [
      'the type that is no type',
      { client: 'pg', connection: { host, secretArn, type: 'default' } },
    ],
    [
      'a plugin that keeps to SQLite',
      {
        client: 'pg',
        connection: { host, secretArn },
        plugin: {
          search: { client: 'better-sqlite3', connection: ':memory:' },
        },
      },
    ],
    [
      'a plugin with user and password of its own',
      {
        client: 'pg',
        connection: { host, secretArn },
        plugin: { search: { connection: { user: 'a', password: 'b' } } },
      },
    ],
  ])('takes %s', (_, database) => {
    expect(() => validateConfig(database)).not.toThrow();
  });

  it.each([
    [
      'a name in place of the ARN',
      { client: 'pg', connection: { host, secretArn: 'portal/database' } },
      "'backend.database.connection.secretArn': must be the whole ARN of a secret",
    ],
    [
      'the ARN of something else',
      {
        client: 'pg',
        connection: {
          secretArn: 'arn:aws:rds:eu-central-1:111122223333:cluster:portal',
        },
      },
      "'backend.database.connection.secretArn': must be the whole ARN of a secret",
    ],
    [
      'a database without users',
      { client: 'better-sqlite3', connection: { secretArn } },
      "'backend.database.client': must be one of mysql2, mysql, pg",
    ],
    [
      'a user beside it',
      { client: 'pg', connection: { user: 'portal', secretArn } },
      "'backend.database.connection': has user or password beside secretArn; leave them out",
    ],
    [
      'a password beside it',
      { client: 'pg', connection: { password: 'hidden', secretArn } },
      "'backend.database.connection': has user or password beside secretArn; leave them out",
    ],
    [
      "IAM's tokens beside it",
      { client: 'pg', connection: { type: 'rds', secretArn } },
      "'backend.database.connection.type': must be left out beside secretArn; 'rds' brings",
    ],
    [
      'a mistake at a plugin',
      {
        client: 'pg',
        connection: { host },
        plugin: { catalog: { connection: { secretArn: 'catalog' } } },
      },
      "'backend.database.plugin.catalog.connection.secretArn': must be",
    ],
    [
      'a plugin on a database without users',
      {
        client: 'pg',
        connection: { host },
        plugin: {
          catalog: { client: 'better-sqlite3', connection: { secretArn } },
        },
      },
      "'backend.database.plugin.catalog.client': must be one of",
    ],
  ])('refuses %s', (_, database, message) => {
    expect(() => validateConfig(database)).toThrow(
      `Invalid config value at ${message}`,
    );
    expect(() => validateConfig(database)).not.toThrow('hidden');
  });
});
