import { TestDatabases } from '@backstage/backend-test-utils';
import type { Visibility } from '../authorization/AccessControl';
import type { PropertyFilter } from '@oaf/backstage-plugin-api-management-node';
import { applyVisibility } from './applyVisibility';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ disableDocker: true });

type Filter = PropertyFilter<'owner' | 'state' | 'tag'>;
const is = (property: Filter['property'], ...values: string[]): Filter => ({
  property,
  values,
});

describe.each(databases.eachSupportedId())('conditions on %s', databaseId => {
  const things = async () => {
    const knex = await databases.init(databaseId);
    await knex.schema.createTable('things', table => {
      table.string('id', 8).primary();
      table.string('owner', 8);
      table.string('state', 8);
    });
    await knex.schema.createTable('thing_tags', table => {
      table.string('thing_id', 8);
      table.string('tag', 8);
    });
    await knex('things').insert([
      { id: 'a1', owner: 'a', state: 'new' },
      { id: 'a2', owner: 'a', state: 'old' },
      { id: 'b1', owner: 'b', state: 'new' },
      { id: 'b2', owner: 'b', state: 'old' },
    ]);
    await knex('thing_tags').insert([
      { thing_id: 'a1', tag: 'x' },
      { thing_id: 'a1', tag: 'y' },
      { thing_id: 'b2', tag: 'x' },
    ]);
    return knex;
  };

  it('let through what they say', async () => {
    const knex = await things();
    const seen = async (visibility: Visibility<Filter>) => {
      // what narrows the list besides must hold whatever the conditions are
      const query = knex('things').whereNot({ id: 'b2' }).orderBy('id');
      applyVisibility(query, visibility, {
        owner: 'owner',
        state: 'things.state',
        tag: (inner, values) =>
          void inner.whereIn('id', tagged =>
            tagged.select('thing_id').from('thing_tags').whereIn('tag', values),
          ),
      });
      return (await query.pluck('id')).join(' ');
    };
    const cases: Array<[Visibility<Filter>, string]> = [
      [undefined, 'a1 a2 b1'],
      ['none', ''],
      [is('owner', 'a'), 'a1 a2'],
      [is('owner', 'a', 'b'), 'a1 a2 b1'],
      [is('owner'), ''],
      [is('tag', 'x'), 'a1'],
      [{ not: is('owner', 'a') }, 'b1'],
      [{ not: is('tag', 'x') }, 'a2 b1'],
      [{ allOf: [is('owner', 'a'), is('state', 'new')] }, 'a1'],
      [{ anyOf: [is('owner', 'b'), is('state', 'old')] }, 'a2 b1'],
      [{ anyOf: [is('owner', 'b'), is('tag', 'y')] }, 'a1 b1'],
      [
        {
          anyOf: [
            { allOf: [is('owner', 'a'), is('state', 'old')] },
            { allOf: [is('owner', 'b'), is('state', 'new')] },
          ],
        },
        'a2 b1',
      ],
      [
        {
          allOf: [
            { anyOf: [is('owner', 'a'), is('owner', 'b')] },
            { not: { anyOf: [is('state', 'old'), is('tag', 'y')] } },
          ],
        },
        'b1',
      ],
      [{ not: { not: is('owner', 'a') } }, 'a1 a2'],
      [{ not: { allOf: [is('owner', 'a'), is('state', 'new')] } }, 'a2 b1'],
    ];
    for (const [visibility, expected] of cases) {
      expect([visibility, await seen(visibility)]).toEqual([
        visibility,
        expected,
      ]);
    }
  });
});
