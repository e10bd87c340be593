import { TestDatabases } from '@backstage/backend-test-utils';
import { migrateUpTo } from '../__testUtils__/migrateUpTo';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });
const BEFORE = '20261128150100_credential_history.js';
const NAME = '20261128150200_typed_events.js';

describe.each(databases.eachSupportedId())('typed events on %s', id => {
  it('keep what was written as text', async () => {
    const knex = await databases.init(id);
    await migrateUpTo(knex, BEFORE);
    const write = (type: string, reason: string | null, actor?: string) =>
      knex('subscription_events').insert({
        subscription_id: 's',
        at: 1,
        type,
        reason,
        actor: actor ?? null,
      });
    await write('requested', 'For the app', 'user:default/bea');
    await write('approved', 'Approved by the rule of the product');
    await write('approved', 'api-key oaf_key_ab12…', 'user:default/max');
    await write('credential-issued', 'api-key oaf_key_ab12…', 'user:default/b');
    await write('credential-revoked', 'client-key Xy1k9QmPz0aB…', 'user:d/b');
    await write('credential-issued', 'in another form', 'user:default/bea');
    await migrateUpTo(knex, NAME);

    const rows = await knex('subscription_events').orderBy('id');
    expect(
      rows.map(({ type, reason, data }) => [type, reason, JSON.parse(data)]),
    ).toEqual([
      ['requested', 'For the app', null],
      ['approved', null, { rule: 'automatic' }],
      ['approved', 'api-key oaf_key_ab12…', null],
      [
        'credential-issued',
        null,
        { credential: { type: 'api-key', prefix: 'oaf_key_ab12' } },
      ],
      [
        'client-key-revoked',
        null,
        { credential: { type: 'client-key', prefix: 'Xy1k9QmPz0aB' } },
      ],
      ['credential-issued', 'in another form', null],
    ]);
  });
});
