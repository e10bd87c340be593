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
        applyGrant: applied => store.apply(applied),
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
