import { describeClientRegistry, exampleGrant } from '../testUtils';
import { describeOnAws } from './__testUtils__/testAws';
import { CredentialUses } from './CredentialUses';
import { DynamoDbClientRegistry } from './DynamoDbClientRegistry';
import { DynamoDbGrantStore } from './DynamoDbGrantStore';

const grant = exampleGrant('http://gateway.test');
const key = { kty: 'EC', kid: 'k'.repeat(43), alg: 'ES256' as const };
const enrolment = {
  clientId: grant.clientId,
  tokenHash: grant.enrolment!.tokenHash,
  keys: [key],
  registrationTokenHash: 'hash-of-registration-token',
  at: 1000,
  maxKeys: 4,
};

describe('DynamoDbClientRegistry', () => {
  // moto serves requests in threads and does not isolate their writes from each other.
  describeOnAws(['ministack'], aws => {
    async function create() {
      const table = await aws().createTable();
      const errors: unknown[] = [];
      const uses = new CredentialUses(table, error => errors.push(error));
      const registry = new DynamoDbClientRegistry(table, uses);
      const store = new DynamoDbGrantStore(table);
      return { table, errors, uses, registry, store };
    }

    describeClientRegistry(async () => {
      const { registry, store } = await create();
      return {
        registry,
        applyGrant: async applied => {
          await store.apply(applied);
        },
        removeGrant: clientId => store.remove({ clientId, revision: 9 }),
      };
    });

    it('ignores a grant that is older than the one held', async () => {
      const { registry, store } = await create();
      await store.apply({ ...grant, revision: 2 });
      await store.apply(grant);
      await expect(
        registry.findByClientId(grant.clientId),
      ).resolves.toMatchObject({ grant: { revision: 2 } });
    });

    it('keeps a removed grant away from a late older one and frees its keys', async () => {
      const { registry, store } = await create();
      await store.apply(grant);
      await registry.enrol(enrolment);
      await store.remove({ ...grant, revision: 2 });
      await store.remove({ ...grant, revision: 2 });
      await store.apply(grant);
      await store.apply({ ...grant, revision: 2 });
      await expect(
        registry.findByClientId(grant.clientId),
      ).resolves.toBeUndefined();
      await store.apply({ ...grant, clientId: 'sub_other' });
      await expect(
        registry.enrol({ ...enrolment, clientId: 'sub_other' }),
      ).resolves.toBe('enrolled');
    });

    it('ignores a removal that is older than the grant', async () => {
      const { registry, store } = await create();
      await store.apply({ ...grant, revision: 2 });
      await store.remove(grant);
      await expect(
        registry.findByClientId(grant.clientId),
      ).resolves.toMatchObject({ grant: { revision: 2 } });
    });

    it('tells what it saw of keys, also after the grant is gone', async () => {
      const { registry, store, uses } = await create();
      const { subscriptionId } = grant;
      const credentialIds = ['enrolment-1', 'api-key-1'];
      const read = () => store.readActivity({ subscriptionId, credentialIds });
      await expect(read()).resolves.toBeUndefined();
      await store.apply(grant);
      await registry.enrol(enrolment);
      const successor = { ...key, kid: 'n'.repeat(43) };
      const held = (await registry.findByClientId(grant.clientId))!.keys;
      await registry.replaceKeys({
        clientId: grant.clientId,
        heldKeys: held,
        keys: [
          { ...held[0], jwk: successor, notAfter: null },
          { ...held[0], notAfter: 9000 },
        ],
        at: 2000,
      });
      registry.recordUse({ type: 'api-key', credentialId: 'api-key-1', at: 5 });
      const { clientId } = grant;
      const { kid } = successor;
      registry.recordUse({ type: 'client-key', clientId, kid, at: 3000 });
      await uses.flush();
      const told = {
        revokedAt: null,
        revokedBy: null,
        lastUsedAt: null,
        replacedAt: null,
        notAfter: null,
      };
      const first = {
        ...told,
        thumbprint: key.kid,
        registeredAt: 1000,
        registeredBy: 'enrolment',
        replacedAt: 2000,
      };
      const second = {
        ...told,
        thumbprint: successor.kid,
        registeredAt: 2000,
        registeredBy: 'rotation',
        lastUsedAt: 3000,
      };
      const seen = {
        enrolments: [{ credentialId: 'enrolment-1', at: 1000 }],
        apiKeys: [{ credentialId: 'api-key-1', lastUsedAt: 5 }],
      };
      await expect(read()).resolves.toEqual({
        ...seen,
        clientKeys: [second, { ...first, notAfter: 9000 }],
      });
      await expect(
        store.revokeKey(subscriptionId, successor.kid, 4000),
      ).resolves.toBe(true);
      await expect(
        store.revokeKey(subscriptionId, successor.kid),
      ).resolves.toBe(false);
      await store.remove({ ...grant, revision: 2 }, 6000);
      await expect(read()).resolves.toEqual({
        ...seen,
        clientKeys: [
          { ...second, notAfter: 4000, revokedAt: 4000, revokedBy: 'portal' },
          { ...first, notAfter: 6000, revokedAt: 6000, revokedBy: 'portal' },
        ],
      });
    });

    it('tells which grant is held', async () => {
      const { store } = await create();
      await expect(store.find(grant.clientId)).resolves.toBeUndefined();
      await expect(store.apply({ ...grant, revision: 2 })).resolves.toBe(true);
      await expect(store.apply(grant)).resolves.toBe(false);
      await expect(store.find(grant.clientId)).resolves.toMatchObject({
        revision: 2,
        grant: { revision: 2 },
      });
      await store.remove({ ...grant, revision: 3 });
      await expect(store.find(grant.clientId)).resolves.toEqual({
        revision: 3,
        grant: undefined,
      });
    });

    it('writes the latest use of a credential when it is flushed', async () => {
      const { table, errors, uses, registry } = await create();
      const use = { type: 'api-key', credentialId: 'api-key-1' } as const;
      registry.recordUse({ ...use, at: 4000 });
      await uses.flush();
      const later = new CredentialUses(table, error => errors.push(error));
      later.record({ ...use, at: 3000 });
      await later.flush();
      const { Item: item } = await table.call<{ Item: unknown }>('GetItem', {
        TableName: table.name,
        Key: { pk: { S: 'use#api-key#api-key-1' } },
      });
      expect(item).toMatchObject({ lastUsedAt: { N: '4000' } });
      expect(errors).toEqual([]);
    });

    it('reports a use that cannot be written, and goes on', async () => {
      const { table } = await create();
      const errors: unknown[] = [];
      const uses = new CredentialUses({ ...table, name: 'missing' }, error =>
        errors.push(error),
      );
      uses.record({ type: 'api-key', credentialId: 'api-key-1', at: 1 });
      await uses.flush();
      expect(errors).toMatchObject([{ code: 'ResourceNotFoundException' }]);
    });
  });
});
