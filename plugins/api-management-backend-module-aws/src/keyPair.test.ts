import { createAwsCall } from '@oaf/access/aws';
import { whichEmulators } from '@oaf/aws-emulator';
import { compactDecrypt, importJWK, type JWK } from 'jose';
import { Agent, fetch as undiciFetch } from 'undici';
import { createConsumer } from './__testUtils__/createConsumer';
import { carryOut } from './__testUtils__/faults/carryOut';
import { Life } from './__testUtils__/faults/Life';
import { operations } from './__testUtils__/faults/operations';
import type { PortalAnswer } from './__testUtils__/portal/PortalProcess';
import {
  accountsDocument,
  useEmulatedPortal,
} from './__testUtils__/portal/useEmulatedPortal';

const { leftOut } = whichEmulators();
const describeMiniStack = leftOut ? describe.skip : describe;

// The first start installs the emulator.
jest.setTimeout(300_000);

const [publish] = operations;
const approve = operations.find(({ name }) => name === 'approve')!;

/** As the browser does it. */
async function openPair(encrypted: string, password: string): Promise<JWK> {
  const { plaintext } = await compactDecrypt(
    encrypted,
    new TextEncoder().encode(password),
    {
      keyManagementAlgorithms: ['PBES2-HS512+A256KW'],
      maxPBES2Count: 1_000_000,
    },
  );
  return JSON.parse(new TextDecoder().decode(plaintext));
}

async function toKeys({ d, ...shared }: JWK): Promise<CryptoKeyPair> {
  const [privateKey, publicKey] = await Promise.all(
    [{ ...shared, d }, shared].map(jwk =>
      importJWK({ ...jwk, key_ops: undefined }, 'ES256', {
        extractable: true,
      }),
    ),
  );
  return { privateKey, publicKey } as CryptoKeyPair;
}

describeMiniStack(
  `a key pair that KMS makes on MiniStack ${leftOut ?? ''}`,
  () => {
    const emulated = useEmulatedPortal();
    let agent: Agent;
    let life: Life;

    const kms = <Output>(operation: string, input: object) =>
      createAwsCall('kms', emulated.world.emulator.clientConfig)<Output>(
        operation,
        input,
      );

    beforeAll(async () => {
      const { world, portal } = emulated;
      // The portal trusts the domain as it does whatever `NODE_EXTRA_CA_CERTS` vouches for.
      agent = new Agent({ connect: { ca: world.edge.certificate } });
      const { fetch } = globalThis;
      jest
        .spyOn(globalThis, 'fetch')
        .mockImplementation(((url: string, init: object) =>
          String(url).startsWith(world.gateway.outputs.Issuer)
            ? undiciFetch(url, { ...init, dispatcher: agent })
            : fetch(url, init)) as typeof fetch);
      // MiniStack resolves no host names.
      const accounts = portal
        .knex('gateway_apis')
        .where({ title: accountsDocument.info.title });
      const { api_id: apiId } = await accounts.clone().first();
      await accounts.update({
        invoke_url: `${world.emulator.endpoint}/_aws/execute-api/${apiId}/prod`,
      });
    });

    afterAll(() => agent?.close());

    /** Subscribed and approved. */
    async function begin(title: string, dedicatedKey: boolean) {
      life = await Life.begin(emulated.portal, title, {
        ofPlans: { dedicatedKey },
      });
      for (const operation of [publish, approve]) {
        await operation.before?.(life);
        await carryOut(life, operation);
      }
    }

    /** The temporary password, once it was shown. */
    async function reveal(type: string) {
      const { body } = await emulated.portal.get(
        `/subscriptions/${life.subscription!.id}/credentials`,
      );
      const { id } = body.items.find((one: any) => one.type === type);
      await life.reveal(id);
      return { id, secret: life.shown.get(id)! };
    }

    const collect = ({ id, secret }: { id: string; secret: string }) =>
      life.post(`/credentials/${id}/key-pair`, {
        issuer: emulated.world.gateway.outputs.Issuer,
        temporaryPassword: secret,
      });

    /** Under which it is made. */
    async function sealingKey(dedicatedKey: boolean): Promise<string> {
      const { world } = emulated;
      if (!dedicatedKey) {
        return world.gateway.outputs.EncryptionKeyArn;
      }
      const { id } = life.subscription!;
      const [row] = await world.rows(`objects#kms-key#${id}`);
      return row.arn.S;
    }

    /** What calls with it are answered. */
    async function callWith(jwk: JWK, apiKey: string): Promise<number> {
      const { world } = emulated;
      const { Issuer } = world.gateway.outputs;
      const consumer = await createConsumer(
        Issuer,
        life.subscription!.clientId,
        world.edge.certificate,
        await toKeys(jwk),
      );
      const url = `${Issuer}${life.basePath}/accounts/accounts`;
      try {
        const token = await consumer.getToken();
        return (await consumer.call(token, url, apiKey)).status;
      } finally {
        await consumer.close();
      }
    }

    const collected = () =>
      emulated.portal.audit.records
        .filter(
          ({ eventId, meta }) =>
            eventId === 'key-pair-collected' &&
            meta.subscriptionId === life.subscription!.id,
        )
        .map(({ outcome }) => outcome);

    it.each([
      ['the key of the gateway', false],
      ['the key of the subscription', true],
    ])(
      'is made under %s, handed out once, and lets its holder call',
      async (title, dedicatedKey) => {
        await begin(title, dedicatedKey);
        const password = await reveal('initial-access-token');
        const apiKey = await reveal('api-key');
        const KeyId = await sealingKey(dedicatedKey);
        await kms('DisableKey', { KeyId });
        expect(await collect(password)).toMatchObject({
          status: 503,
          body: { error: { message: expect.stringContaining('Ask again') } },
        });
        await kms('EnableKey', { KeyId });

        const answers: PortalAnswer[] = await Promise.all(
          [1, 2, 3].map(() => collect(password)),
        );
        const [pair, ...others] = answers.filter(
          ({ status }) => status === 200,
        );
        expect(others).toEqual([]);
        const jwk = await openPair(
          pair.body.encryptedPrivateKey,
          password.secret,
        );
        expect(pair.body.registration.jwks.keys[0]).toMatchObject({
          kid: jwk.kid,
          x: jwk.x,
        });
        expect(await callWith(jwk, apiKey.secret)).toBe(200);

        expect(await collect(password)).toMatchObject({ status: 409 });
        expect(collected().sort()).toEqual([
          ...Array(4).fill('failed'),
          'succeeded',
        ]);
        const kept = JSON.stringify([
          emulated.portal.audit.records,
          emulated.portal.log,
          await emulated.portal.knex('credentials'),
          await emulated.world.rows(''),
        ]);
        expect(kept).not.toContain(jwk.d);
        expect(kept).not.toContain(pair.body.encryptedPrivateKey);
      },
    );
  },
);
