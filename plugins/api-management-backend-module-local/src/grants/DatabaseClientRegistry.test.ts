import { mockServices } from '@backstage/backend-test-utils';
import { describeClientRegistry, exampleGrant } from '@oaf/access/testUtils';
import {
  createTestDatabases,
  migratedDatabase,
} from '../__testUtils__/testDatabases';
import { DatabaseClientRegistry } from './DatabaseClientRegistry';
import { DatabaseCredentialUses } from './DatabaseCredentialUses';
import { DatabaseGrantStore } from './DatabaseGrantStore';

jest.setTimeout(30_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'DatabaseClientRegistry on %s',
  engine => {
    async function create() {
      const knex = await migratedDatabase(databases, engine);
      const uses = new DatabaseCredentialUses(knex, mockServices.logger.mock());
      const registry = new DatabaseClientRegistry(knex, uses);
      const store = new DatabaseGrantStore(knex, uses);
      return { knex, uses, registry, store };
    }

    describeClientRegistry(async () => {
      const { registry, store } = await create();
      return {
        registry,
        applyGrant: async grant => {
          await store.apply(grant);
          registry.forget(grant.clientId);
        },
        removeGrant: async clientId => {
          const subscriptionId = 'subscription-1';
          await store.remove({ subscriptionId, clientId, revision: 9 });
          registry.forget(clientId);
        },
      };
    });

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

    it('reads a client once in five seconds', async () => {
      const { knex, registry, store } = await create();
      await store.apply(grant);
      const queries: string[] = [];
      await registry.findByClientId(grant.clientId);
      knex.on('query', ({ sql }) => queries.push(sql));
      await registry.findByClientId(grant.clientId);
      expect(queries).toEqual([]);
      registry.forget(grant.clientId);
      await registry.findByClientId(grant.clientId);
      expect(queries).toHaveLength(2);
    });

    it('tells hashes apart that differ in case only', async () => {
      const { registry, store } = await create();
      const credential = { ...grant.enrolment!, tokenHash: 'abc' };
      await store.apply({ ...grant, enrolment: credential });
      await expect(
        registry.findByEnrolmentToken('ABC'),
      ).resolves.toBeUndefined();
      await expect(registry.findByEnrolmentToken('abc')).resolves.toBeDefined();
    });

    it('keeps a removed grant away from a late older one and frees its keys', async () => {
      const { registry, store } = await create();
      await store.apply(grant);
      await registry.enrol(enrolment);
      await store.remove({ ...grant, revision: 2 });
      await store.apply(grant);
      await store.apply({ ...grant, revision: 2 });
      registry.forget(grant.clientId);
      await expect(
        registry.findByClientId(grant.clientId),
      ).resolves.toBeUndefined();
      const other = { ...grant, clientId: 'sub_o', subscriptionId: 'other' };
      await store.apply(other);
      await expect(
        registry.enrol({ ...enrolment, clientId: 'sub_o' }),
      ).resolves.toBe('enrolled');
    });

    it('ignores a grant that comes after its own removal', async () => {
      const { registry, store } = await create();
      await store.remove({ ...grant, revision: 2 });
      await store.apply(grant);
      await expect(
        registry.findByClientId(grant.clientId),
      ).resolves.toBeUndefined();
    });

    it('ignores a removal that is older than the grant', async () => {
      const { registry, store } = await create();
      await store.apply({ ...grant, revision: 2 });
      await store.remove(grant);
      await expect(
        registry.findByClientId(grant.clientId),
      ).resolves.toMatchObject({ grant: { revision: 2 } });
    });

    const activityOf = (store: DatabaseGrantStore, credentialIds: string[]) =>
      store.readActivity({ subscriptionId: 'subscription-1', credentialIds });
    const keyOf = (name: string) => ({ ...key, kid: name.repeat(43) });
    const { registrationTokenHash } = enrolment;
    const held = (jwk: typeof key, notAfter: number | null = null) => ({
      jwk,
      notAfter,
      registrationTokenHash,
    });
    const live = {
      registeredAt: 1000,
      registeredBy: 'enrolment',
      lastUsedAt: null,
      replacedAt: null,
      notAfter: null,
      revokedAt: null,
      revokedBy: null,
    };

    it('tells the activity of keys and API keys', async () => {
      const { registry, store } = await create();
      await store.apply(grant);
      await registry.enrol(enrolment);
      const { clientId } = grant;
      const use = { type: 'client-key', clientId, kid: key.kid } as const;
      registry.recordUse({ ...use, at: 3000 });
      registry.recordUse({ ...use, at: 2000 });
      registry.recordUse({ type: 'api-key', credentialId: 'api-key-1', at: 4 });
      registry.recordUse({ type: 'api-key', credentialId: 'foreign', at: 5 });
      const { credentialId } = grant.enrolment!;
      await expect(
        activityOf(store, [credentialId, 'api-key-1', 'never-used']),
      ).resolves.toEqual({
        enrolments: [{ credentialId, at: 1000 }],
        clientKeys: [{ ...live, thumbprint: key.kid, lastUsedAt: 3000 }],
        apiKeys: [{ credentialId: 'api-key-1', lastUsedAt: 4 }],
      });
    });

    it('keeps what was used by credentials that the grant no longer has', async () => {
      const { registry, store } = await create();
      await store.apply(grant);
      registry.recordUse({ type: 'api-key', credentialId: 'api-key-1', at: 4 });
      await store.apply({ ...grant, revision: 2, apiKeys: [] });
      await expect(activityOf(store, ['api-key-1'])).resolves.toMatchObject({
        apiKeys: [{ credentialId: 'api-key-1', lastUsedAt: 4 }],
      });
    });

    it('keeps keys that were replaced, revoked, given up or removed with their grant', async () => {
      const { registry, store } = await create();
      const { clientId } = grant;
      const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(keyOf);
      const at = (time: number) => ({ clientId, at: time });
      await store.apply(grant);
      await registry.enrol({ ...enrolment, keys: [a] });
      await registry.replaceKeys({
        ...at(2000),
        heldKeys: [held(a)],
        keys: [held(b), held(a, 5000)],
      });
      await registry.replaceKeys({
        ...at(9000),
        heldKeys: [held(a, 5000), held(b)],
        keys: [held(c), held(b, Date.now() + 60_000)],
      });
      await expect(store.revokeKey('subscription-1', b.kid)).resolves.toBe(
        clientId,
      );
      const revokedAt = expect.any(Number);
      const keyA = {
        ...live,
        thumbprint: a.kid,
        replacedAt: 2000,
        notAfter: 5000,
      };
      const rotated = { ...live, registeredBy: 'rotation' };
      const keyB = {
        ...rotated,
        thumbprint: b.kid,
        registeredAt: 2000,
        replacedAt: 9000,
        notAfter: revokedAt,
        revokedAt,
        revokedBy: 'portal',
      };
      const keyC = { ...rotated, thumbprint: c.kid, registeredAt: 9000 };
      await expect(activityOf(store, [])).resolves.toMatchObject({
        clientKeys: [keyC, keyB, keyA],
      });

      await registry.unregister({ clientId, registrationTokenHash });
      const endedC = {
        ...keyC,
        notAfter: revokedAt,
        revokedAt,
        revokedBy: 'consumer',
      };
      await expect(activityOf(store, [])).resolves.toMatchObject({
        clientKeys: [endedC, keyB, keyA],
      });

      const second = { ...grant.enrolment!, tokenHash: 'second' };
      await store.apply({ ...grant, revision: 2, enrolment: second });
      await registry.enrol({
        ...enrolment,
        tokenHash: 'second',
        keys: [d],
        at: 10_000,
      });
      await store.remove({ ...grant, revision: 3 });
      await store.purge(Date.now() + 1000);
      const endedD = {
        ...live,
        thumbprint: d.kid,
        registeredAt: 10_000,
        notAfter: revokedAt,
        revokedAt,
        revokedBy: 'portal',
      };
      await expect(activityOf(store, [])).resolves.toMatchObject({
        clientKeys: [endedD, endedC, keyB, keyA],
      });
    });

    it('lets a replica of the version before refuse a registration that was deleted', async () => {
      const { knex, registry, store } = await create();
      await store.apply(grant);
      await registry.enrol(enrolment);
      const { clientId } = grant;
      await registry.unregister({ clientId, registrationTokenHash });
      const rows = await knex('local_gateway_grants').select(
        'registration_token_hash',
      );
      expect(rows).toEqual([{ registration_token_hash: null }]);
    });

    it('knows the registration of keys that a replica of the version before wrote', async () => {
      const { knex, registry, store } = await create();
      await store.apply(grant);
      await registry.enrol(enrolment);
      await knex('local_gateway_client_keys').update({
        registration_token_hash: null,
      });
      registry.forget(grant.clientId);
      await expect(
        registry.findByClientId(grant.clientId),
      ).resolves.toMatchObject({ keys: [held(key)] });
    });

    it('does not take what a key did before it was registered for its use', async () => {
      const { registry, store } = await create();
      const { clientId } = grant;
      await store.apply(grant);
      registry.recordUse({ type: 'client-key', clientId, kid: key.kid, at: 9 });
      await registry.enrol(enrolment);
      await expect(activityOf(store, [])).resolves.toMatchObject({
        clientKeys: [live],
      });
    });

    it('drops tombstones that are old', async () => {
      const { knex, store } = await create();
      await store.apply(grant);
      await store.remove({ ...grant, clientId: 'sub_gone' });
      await expect(store.purge(Date.now() + 1000)).resolves.toBe(1);
      await expect(
        knex('local_gateway_grants').pluck('client_id'),
      ).resolves.toEqual([grant.clientId]);
    });
  },
);
