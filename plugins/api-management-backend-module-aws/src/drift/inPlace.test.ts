import { createHash } from 'node:crypto';
import {
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  DeleteUsagePlanKeyCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { exampleGrant } from '@oaf/access/testUtils';
import { whichEmulators } from '@oaf/aws-emulator';
import type {
  ApiInPlace,
  Publication,
} from '@oaf/backstage-plugin-api-management-node';
import type { Grant } from '@oaf/contract';
import { buildRestApi } from '../__testUtils__/buildRestApi';
import { EmulatedGateway } from '../__testUtils__/EmulatedGateway';

const { leftOut } = whichEmulators();
const describeMiniStack = leftOut ? describe.skip : describe;

// The first start installs the emulator.
jest.setTimeout(300_000);

const { signal } = new AbortController();
const other = 'eu-west-1';
const value = `oaf_test_${'b'.repeat(40)}`;
const hash = createHash('sha256').update(value).digest('base64url');
const kinds = ['api-key', 'usage-plan', 'usage-plan-key'];

describeMiniStack(
  `drift of keys where APIs are in place on MiniStack ${leftOut ?? ''}`,
  () => {
    let world: EmulatedGateway;
    let there: ApiInPlace;
    let grant: Grant;
    let publication: Publication;

    beforeAll(async () => {
      world = await EmulatedGateway.start();
      const apiId = await buildRestApi(
        world.ownerIn(other),
        {
          info: { title: 'A', version: '1' },
          paths: { '/a': { get: {} } },
        },
        { backend: 'https://backend.internal', stageName: 'prod' },
      );
      const { account } = world.gateway;
      there = { account, region: other, apiId, stage: 'prod' };
      const url = `https://${apiId}.example.com/prod`;
      publication = {
        productId: exampleGrant('').productId,
        basePath: '/bank',
        routes: [
          {
            gatewayApiId: 'api-1',
            path: '/bank/accounts',
            location: 'in-place',
            api: { ...there, protocol: 'REST', url },
          },
        ],
      };
    });

    afterAll(() => world?.stop());

    const hand = (afresh = false) =>
      world.driver.access!.applyGrant(world.gateway, grant, {
        signal,
        apiKeyValues: async () => value,
        inPlace: [there],
        afresh,
      });
    /** Of what limits are counted by; that the API itself is not protected is told elsewhere. */
    const compare = async () => {
      const { findings } = await world.driver.drift!.compare(
        world.gateway,
        { grants: [grant], publications: [publication] },
        { signal },
      );
      return findings.filter(({ kind }) => kinds.includes(kind));
    };
    const made = () => world.made(world.ownerIn(other));
    const send = (command: any) => world.ownerIn(other).send<any, any>(command);
    const placed = (name: string) =>
      `${name}@${world.gateway.account.id}/${other}`;
    const isAsItShould = async () => expect(await compare()).toEqual([]);
    const repair = async () => {
      grant = { ...grant, revision: grant.revision + 1 };
      await hand(true);
      await isAsItShould();
    };

    beforeEach(async () => {
      await world.clear();
      await world.clear(world.ownerIn(other));
      const example = exampleGrant('https://door.example.com');
      grant = {
        ...example,
        apiKeys: [{ credentialId: 'key-1', hash, expiresAt: null }],
        apis: [{ ...example.apis[0], ...there, resource: 'https://a' }],
      };
      await hand();
      await isAsItShould();
    });

    it('finds a key that was deleted there, and makes it again', async () => {
      const { keys, plans } = await made();
      const [usagePlanId, keyId] = [plans[0].id, keys[0].id];
      // AWS takes it out of its plan, too.
      await send(new DeleteUsagePlanKeyCommand({ usagePlanId, keyId }));
      await send(new DeleteApiKeyCommand({ apiKey: keyId }));
      expect(await compare()).toMatchObject([
        {
          kind: 'api-key',
          difference: 'missing',
          subject: placed('key-1'),
          credentialId: 'key-1',
          detail: expect.stringContaining(
            `in ${other} of account MiniStack should be there`,
          ),
        },
      ]);
      await repair();
    });

    it('finds other limits of the plan there, and gives it its own', async () => {
      const { plans } = await made();
      await send(
        new UpdateUsagePlanCommand({
          usagePlanId: plans[0].id,
          patchOperations: [
            { op: 'replace', path: '/throttle/rateLimit', value: '999' },
          ],
        }),
      );
      expect(await compare()).toMatchObject([
        {
          kind: 'usage-plan',
          difference: 'changed',
          subject: placed(`${grant.productId}#${grant.planId}`),
        },
      ]);
      await repair();
    });

    it('finds a foreign key there, and takes it over', async () => {
      const { plans } = await made();
      const foreign = `foreign_${'c'.repeat(40)}`;
      const { id: keyId } = await send(
        new CreateApiKeyCommand({ name: 'foreign', value: foreign }),
      );
      await send(
        new CreateUsagePlanKeyCommand({
          usagePlanId: plans[0].id,
          keyId,
          keyType: 'API_KEY',
        }),
      );
      expect(await compare()).toMatchObject([
        { kind: 'api-key', difference: 'foreign', subject: placed(keyId) },
      ]);
      const { subscriptionId } = grant;
      await expect(
        world.driver.drift!.adoptKey!(
          world.gateway,
          { keyId: placed(keyId), subscriptionId, credentialId: 'key-2' },
          { signal },
        ),
      ).resolves.toBe(foreign);
    });
  },
);
