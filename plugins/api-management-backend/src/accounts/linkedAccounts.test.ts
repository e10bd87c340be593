import { TestDatabases } from '@backstage/backend-test-utils';
import { linkingSubject } from '../__testUtils__/linkingSubject';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('linked accounts', () => {
  let subject: Awaited<ReturnType<typeof linkingSubject>>;

  beforeAll(async () => {
    subject = await linkingSubject(await databases.init('SQLITE_3'));
  });

  beforeEach(() => {
    subject.audit.records.length = 0;
    subject.gateway.linking.broken.clear();
    subject.gateway.linking.beforeAnswer = async () => {};
  });

  it('takes only regions that are enabled', async () => {
    const { max, verifiedLink } = subject;
    const { id } = await verifiedLink();
    const { status, body } = await max.patch(`/account-links/${id}?version=1`, {
      regions: ['east', 'south'],
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain(
      'request/body/regions/1 must be a region that is enabled in the account: east, here, west',
    );
  });

  it('refuses a change of an outdated version', async () => {
    const { max, verifiedLink } = subject;
    const { id } = await verifiedLink();
    await max.patch(`/account-links/${id}?version=1`, { alias: 'First' });
    const { status, body } = await max.patch(`/account-links/${id}?version=1`, {
      alias: 'Second',
    });
    expect(status).toBe(409);
    expect(body.error.message).toContain('changed by somebody else');
  });

  it('unlinks, keeps the link for the record and gives the account a new external id', async () => {
    const { audit, gateway, max, link, verify, verifiedLink } = subject;
    const account = await verifiedLink();
    const path = `/account-links/${account.id}`;
    const { body: setup } = await max.get(`${path}/trust-setup`);
    const preview = await max.get(`${path}/unlink-preview`);
    expect(preview.body).toEqual({
      gatewayApiCount: 0,
      gatewayApis: [],
      products: [],
      liveSubscriptionCount: 0,
      allowed: true,
    });
    expect((await max.delete(path)).status).toBe(204);
    expect(audit.records.at(-1)).toMatchObject({
      eventId: 'account-unlink',
      severityLevel: 'high',
      outcome: 'succeeded',
    });
    expect(gateway.linking.forgotten.at(-1)).toMatchObject({ id: account.id });
    expect((await max.get(path)).body).toMatchObject({ state: 'unlinked' });
    expect((await max.delete(path)).status).toBe(409);
    expect((await verify(account)).status).toBe(409);

    const again = await link(account.accountId);
    const { body: newSetup } = await max.get(
      `/account-links/${again.id}/trust-setup`,
    );
    expect(newSetup.externalId).not.toBe(setup.externalId);
  });

  it('leaves accounts alone that a driver runs itself', async () => {
    const { max, verify } = subject;
    const { body } = await max.get('/account-links/fake');
    expect(body).toMatchObject({
      builtIn: true,
      state: 'verified',
      availableRegions: ['here'],
    });
    const answers = await Promise.all([
      max.patch('/account-links/fake?version=1', { alias: 'Mine' }),
      max.delete('/account-links/fake'),
      max.get('/account-links/fake/trust-setup'),
      max.get('/account-links/fake/unlink-preview'),
      verify({ id: 'fake', accountId: 'fake' }),
    ]);
    for (const answer of answers) {
      expect(answer.status).toBe(409);
      expect(answer.body.error.message).toBe(
        'Account Fake gateway is run by its gateway driver: it is neither linked, changed nor unlinked by hand',
      );
    }
  });

  it('lists drivers, and links by what is asked for', async () => {
    const { max, link } = subject;
    expect((await max.get('/gateway-drivers')).body.items).toEqual([
      {
        type: 'fake',
        title: 'Fake gateway',
        linkable: true,
        partitions: ['fake'],
        grantsAccess: true,
      },
    ]);
    const { accountId, id } = await link();
    const found = await max.get(
      `/account-links?search=${accountId}&state=pending&driver=fake`,
    );
    expect(found.body).toMatchObject({ totalItems: 1, items: [{ id }] });
    const none = await max.get(
      `/account-links?search=${accountId}&state=verified`,
    );
    expect(none.body).toMatchObject({ totalItems: 0, items: [] });
  });

  it('answers 404 for what is not there', async () => {
    const { max } = subject;
    const answers = await Promise.all([
      max.get('/account-links/nope'),
      max.delete('/account-links/nope'),
      max.patch('/account-links/nope?version=1', { alias: 'a' }),
      max.get('/account-link-batches/nope'),
      max.post('/account-link-batches/nope/verification'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([
      404, 404, 404, 404, 404,
    ]);
  });
});
