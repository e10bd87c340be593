import { secretConnectionOf } from './secretConnectionOf';

const secretArn =
  'arn:aws:secretsmanager:eu-central-1:111122223333:secret:all-AbCdEf';
const own = `${secretArn}-own`;
const database = {
  client: 'mysql2',
  connection: { host: 'all', port: 3306, secretArn },
  plugin: {
    elsewhere: { connection: { host: 'elsewhere' } },
    apart: { connection: { secretArn: own } },
    named: { connection: { user: 'named', password: '…' } },
    text: { connection: 'mysql://user:password@host/database' },
    different: { client: 'pg', connection: { host: 'different' } },
    differentSecret: { client: 'pg', connection: { secretArn: own } },
  },
};

describe('the connection of a plugin', () => {
  it.each([
    [undefined, { host: 'all', port: 3306 }, 'mysql2', secretArn],
    ['any', { host: 'all', port: 3306 }, 'mysql2', secretArn],
    ['elsewhere', { host: 'elsewhere', port: 3306 }, 'mysql2', secretArn],
    ['apart', { host: 'all', port: 3306 }, 'mysql2', own],
    ['differentSecret', {}, 'pg', own],
  ])('of %s takes what all have, and its own before that', (...expected) => {
    const [pluginId, settings, client, arn] = expected;
    expect(secretConnectionOf(database, pluginId)).toEqual({
      client,
      secretArn: arn,
      settings,
    });
  });

  it.each(['named', 'text', 'different'])('of %s needs no secret', pluginId => {
    expect(secretConnectionOf(database, pluginId)).toBeUndefined();
  });
});
