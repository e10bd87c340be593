import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  accountStores,
  failed,
  newLink,
  passed,
} from '../__testUtils__/accountStores';
import { roleArnOf } from '../__testUtils__/FakeLinking';
import { migrated } from '../__testUtils__/migrated';
import type { AccountFilter } from './AccountStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });

describe.each(databases.eachSupportedId())('account links on %s', engine => {
  let knex: Knex;
  let stores: ReturnType<typeof accountStores>;
  const find = async (accountId: string) =>
    (await stores.accountStore.find(`link-${accountId}`))!;
  const failImport = (
    accountId: string,
    region: string,
    error: string | null,
  ) =>
    knex('account_regions')
      .where({ account_link_id: `link-${accountId}`, region })
      .update({ error, fresh: error === null });

  beforeAll(async () => {
    knex = await migrated(databases, engine);
    stores = accountStores(knex);
  });

  beforeEach(async () => {
    await knex('account_links').delete();
    await knex('account_regions').delete();
  });

  it('links an account once, and anew after it was unlinked', async () => {
    const { accountStore: accounts } = stores;
    await accounts.insert(newLink('1'));
    const again = { ...newLink('1'), id: 'again' };
    await expect(accounts.insert(again)).rejects.toThrow(
      'Account 1 is linked already',
    );
    await accounts.insert({ ...newLink('1'), id: 'other', driver: 'other' });
    await accounts.unlink('link-1');
    await accounts.insert(again);
    expect(await find('1')).toMatchObject({ state: 'unlinked' });
    expect(await accounts.find('again')).toMatchObject({ state: 'pending' });
  });

  it.each([
    ['all', undefined, ['link-1', 'link-2', 'other']],
    ['some', { ids: ['link-2', 'link-3', 'nobody'] }, ['link-2']],
    ['none', { ids: [] }, []],
    ['one of a driver', { driver: 'other', accountId: '1' }, ['other']],
    ['those of an account', { accountId: '1' }, ['link-1', 'other']],
  ])(
    'reads of the accounts that are linked %s, and no other',
    async (_, which, expected) => {
      const { accountStore: accounts } = stores;
      await accounts.insert(newLink('1'));
      await accounts.insert(newLink('2'));
      await accounts.insert({ ...newLink('1'), id: 'other', driver: 'other' });
      await knex('account_links').update({ state: 'verified' });
      await accounts.insert(newLink('3'));
      const linked = await accounts.listLinked(which);
      expect(linked.map(({ id }) => id).sort()).toEqual(expected);
    },
  );

  it('never takes an external id twice, not even of an unlinked link', async () => {
    const first = newLink('1');
    await stores.accountStore.insert(first);
    await stores.accountStore.unlink(first.id);
    await expect(
      stores.accountStore.insert({
        ...newLink('2'),
        externalId: first.externalId,
      }),
    ).rejects.toThrow();
    expect(first.externalId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('keeps a refused role out of use and shows why', async () => {
    const { accountStore: accounts } = stores;
    await accounts.insert(newLink('1'));
    await accounts.recordVerification('link-1', failed('1', 'It trusts all'));
    expect(await find('1')).toMatchObject({
      state: 'pending',
      trust: { roleArn: undefined },
      availableRegions: [],
      checks: [{ outcome: 'failed', message: 'It trusts all' }],
      verifiedAt: expect.any(Number),
    });
    expect(await accounts.listLinked()).toEqual([]);
  });

  it('goes on with the role in use when another is refused', async () => {
    const { accountStore: accounts } = stores;
    await accounts.insert(newLink('1'));
    await accounts.recordVerification('link-1', passed('1'));
    await accounts.recordVerification('link-1', {
      ...failed('1'),
      roleArn: 'another',
    });
    expect(await find('1')).toMatchObject({
      state: 'verified',
      trust: { roleArn: roleArnOf('1') },
      checks: passed('1').checks,
    });
  });

  it('lets no belated verification bring back the role before', async () => {
    const { accountStore: accounts } = stores;
    await accounts.insert(newLink('1'));
    await accounts.recordVerification('link-1', passed('1'));
    await accounts.recordVerification('link-1', {
      ...passed('1'),
      roleArn: 'new role',
    });
    await accounts.recordVerification('link-1', {
      ...passed('1'),
      replaceRole: false,
    });
    expect(await find('1')).toMatchObject({ trust: { roleArn: 'new role' } });
  });

  it.each([
    ['a failing role', true, null, 'degraded'],
    ['a failing region', false, 'denied', 'degraded'],
    ['both', true, 'denied', 'degraded'],
    ['neither', false, null, 'verified'],
  ] as const)('is settled with %s', async (_, roleFails, error, state) => {
    const { accountStore: accounts } = stores;
    await accounts.insert(newLink('1'));
    await accounts.recordVerification('link-1', passed('1'));
    await accounts.update('link-1', 1, { regions: ['east', 'west'] });
    await accounts.recordVerification('link-1', failed('1'));
    await failImport('1', 'east', 'denied');
    await accounts.settleState('link-1');
    expect(await find('1')).toMatchObject({ state: 'degraded' });

    await accounts.recordVerification(
      'link-1',
      roleFails ? failed('1') : passed('1'),
    );
    await failImport('1', 'east', error);
    await accounts.settleState('link-1');
    expect(await find('1')).toMatchObject({ state });
  });

  it('does not recover by a verification alone while a region fails', async () => {
    const { accountStore: accounts } = stores;
    await accounts.insert(newLink('1'));
    await accounts.recordVerification('link-1', passed('1'));
    await accounts.update('link-1', 1, { regions: ['east'] });
    await failImport('1', 'east', 'denied');
    await accounts.settleState('link-1');
    await accounts.recordVerification('link-1', passed('1'));
    expect(await find('1')).toMatchObject({ state: 'degraded' });
    await accounts.update('link-1', 2, { regions: ['west'] });
    expect(await find('1')).toMatchObject({ state: 'verified' });
  });

  it('asks for an import of the regions that are new, and only of those', async () => {
    const { accountStore: accounts, regionStore: regions } = stores;
    await accounts.insert(newLink('1'));
    await accounts.recordVerification('link-1', passed('1'));
    await accounts.update('link-1', 1, { regions: ['east'] });
    const queued = async () =>
      (await regions.statuses(['link-1']))
        .get('link-1')!
        .map(({ region, import: wanted }) => [region, wanted?.state]);
    expect(await queued()).toEqual([['east', 'queued']]);
    await knex('account_regions').update({ requested_at: null });
    await accounts.update('link-1', 2, { regions: ['east', 'west'] });
    expect(await queued()).toEqual([
      ['east', undefined],
      ['west', 'queued'],
    ]);
  });

  it('refuses a change of an older version, and changes nothing then', async () => {
    const { accountStore: accounts } = stores;
    await accounts.insert(newLink('1'));
    await accounts.update('link-1', 1, { alias: 'Payments' });
    await expect(
      accounts.update('link-1', 1, { alias: 'Cards' }),
    ).rejects.toThrow('was changed by somebody else');
    expect(await find('1')).toMatchObject({ alias: 'Payments', version: 2 });
  });

  it('lets one of several changes at once win', async () => {
    const { accountStore: accounts } = stores;
    await accounts.insert(newLink('1'));
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map(alias =>
        accounts.update('link-1', 1, { alias }),
      ),
    );
    expect(
      outcomes.filter(({ status }) => status === 'fulfilled'),
    ).toHaveLength(1);
    expect(await find('1')).toMatchObject({ version: 2 });
  });

  it('keeps nothing of a verification that ends after the unlinking', async () => {
    const { accountStore: accounts } = stores;
    await accounts.insert(newLink('1'));
    await accounts.unlink('link-1');
    await expect(
      accounts.recordVerification('link-1', passed('1')),
    ).rejects.toThrow('Account Account 1 is unlinked');
    expect(await find('1')).toMatchObject({ state: 'unlinked', checks: null });
  });

  it('searches, narrows and orders in the database', async () => {
    const { accountStore: accounts } = stores;
    for (const accountId of ['3', '1', '2']) {
      await accounts.insert(newLink(accountId));
    }
    await accounts.recordVerification('link-2', passed('2'));
    await accounts.update('link-2', 1, { alias: 'Claims', regions: ['east'] });
    await accounts.unlink('link-3');
    const list = async (filter: AccountFilter, orderBy?: string) =>
      (await accounts.list(filter, { orderBy })).items.map(
        ({ accountId }) => accountId,
      );
    expect(await list({})).toEqual(['1', '2']);
    expect(await list({}, 'accountId:desc')).toEqual(['2', '1']);
    expect(await list({ search: 'cLAI' })).toEqual(['2']);
    expect(await list({ search: '1' })).toEqual(['1']);
    expect(await list({ state: ['unlinked'] })).toEqual(['3']);
    expect(await list({ state: ['pending', 'unlinked'] })).toEqual(['1', '3']);
    expect(await list({ driver: 'nobody' })).toEqual([]);
    expect(await list({ fresh: false })).toEqual(['2']);
    expect(await list({ fresh: true })).toEqual(['1']);
  });
});
