import { randomBytes } from 'node:crypto';
import {
  CreateKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  createUser,
  type Emulator,
  startMiniStack,
  whichEmulators,
} from '@oaf/aws-emulator';
import apiManagementModuleAws from '@oaf/backstage-plugin-api-management-backend-module-aws';
import type { Knex } from 'knex';
import { asUser } from '../__testUtils__/asUser';
import { eventually } from '../__testUtils__/eventually';
import { requestedSubscription } from '../__testUtils__/requestedSubscription';
import { startPlugin } from '../__testUtils__/startPlugin';
import { hashSecret } from './secret';

jest.mock('node:worker_threads', () =>
  jest
    .requireActual('@oaf/backstage-plugin-api-management-node/testUtils')
    .typeScriptThreads(),
);

// The first start installs the emulator.
jest.setTimeout(300_000);

const { leftOut } = whichEmulators();
const describeMiniStack = leftOut ? describe.skip : describe;
const databases = TestDatabases.create({ disableDocker: true });
const key = randomBytes(32).toString('base64');

describeMiniStack(`envelopes by KMS ${leftOut ?? ''}`, () => {
  let emulator: Emulator;
  let kms: KMSClient;
  let keyArn: string;
  let mainAccount: object;

  beforeAll(async () => {
    emulator = await startMiniStack();
    kms = new KMSClient(emulator.clientConfig);
    const { KeyMetadata: made } = await kms.send(new CreateKeyCommand({}));
    keyArn = made!.Arn!;
    mainAccount = await createUser(emulator, {
      userName: 'backstage',
      statements: [
        {
          Effect: 'Allow',
          Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
          Resource: keyArn,
        },
      ],
    });
  });
  afterEach(() => kms.send(new EnableKeyCommand({ KeyId: keyArn })));
  afterAll(() => emulator?.stop());

  const start = (
    knex: Knex,
    options: { secrets: { key?: string }; withKms: boolean },
  ) => {
    const aws = {
      endpoint: emulator.endpoint,
      ...(options.withKms && { envelopeKeyArn: keyArn }),
    };
    return startPlugin(knex, {
      secrets: options.secrets,
      features: [apiManagementModuleAws],
      config: { apiManagement: { aws }, aws: { mainAccount } },
    });
  };
  type Server = Awaited<ReturnType<typeof start>>['server'];

  async function approve(server: Server) {
    const { id } = await requestedSubscription(server);
    await asUser(server).post(`/subscriptions/${id}/transitions`, {
      action: 'approve',
    });
    return id;
  }

  const untilActive = (server: Server, id: string) =>
    eventually(async () => {
      const { body } = await asUser(server).get(`/subscriptions/${id}`);
      return body.state === 'active';
    });

  async function activate(server: Server) {
    const id = await approve(server);
    await untilActive(server, id);
    return id;
  }

  const waiting = (knex: Knex, id: string) =>
    knex('credentials')
      .where({ subscription_id: id, type: 'api-key' })
      .orderBy('created_at', 'desc')
      .first();

  const reveal = (server: Server, id: string, credentialId: string) =>
    asUser(server).post(
      `/subscriptions/${id}/credentials/${credentialId}/reveal`,
    );

  describe.each(databases.eachSupportedId())('on %s', engine => {
    it('takes over from the key of the configuration, and hands back to it', async () => {
      const knex = await databases.init(engine);
      const before = await start(knex, { secrets: { key }, withKms: false });
      const old = await activate(before.server);
      await before.stop();

      const both = await start(knex, { secrets: { key }, withKms: true });
      const fresh = await activate(both.server);
      const ofOld = await waiting(knex, old);
      const ofFresh = await waiting(knex, fresh);
      expect(ofOld.sealed_secret).not.toContain('.');
      expect(ofFresh.sealed_secret).toMatch(/^aws-kms\.[\w-]+\.[\w-]+$/);
      const shown = await reveal(both.server, old, ofOld.id);
      expect(hashSecret(shown.body.secret)).toBe(ofOld.secret_hash);
      await both.stop();

      const without = await start(knex, { secrets: { key }, withKms: false });
      expect(await reveal(without.server, fresh, ofFresh.id)).toMatchObject({
        status: 409,
        body: { error: { message: expect.stringContaining('(aws-kms)') } },
      });
      await without.stop();

      const only = await start(knex, { secrets: {}, withKms: true });
      const answer = await reveal(only.server, fresh, ofFresh.id);
      expect(hashSecret(answer.body.secret)).toBe(ofFresh.secret_hash);
      expect(await reveal(only.server, fresh, ofFresh.id)).toMatchObject({
        status: 409,
        body: { error: { message: expect.stringContaining('shown already') } },
      });
      await only.stop();
    });

    it('loses nothing while the key is disabled', async () => {
      const knex = await databases.init(engine);
      const { server, log, stop } = await start(knex, {
        secrets: {},
        withKms: true,
      });
      const id = await activate(server);
      const credential = await waiting(knex, id);
      await kms.send(new DisableKeyCommand({ KeyId: keyArn }));
      const refused = {
        status: 503,
        body: { error: { message: expect.stringMatching(/disabled/) } },
      };
      expect(await reveal(server, id, credential.id)).toMatchObject(refused);
      expect(
        await asUser(server).post(`/subscriptions/${id}/credentials`, {
          type: 'api-key',
          name: 'Batch',
        }),
      ).toMatchObject(refused);
      expect(await waiting(knex, id)).toEqual(credential);
      const next = await approve(server);
      await eventually(async () => {
        const [grant] = await knex('grants').where({ subscription_id: next });
        return grant?.last_error?.includes('disabled');
      });
      await kms.send(new EnableKeyCommand({ KeyId: keyArn }));

      await untilActive(server, next);
      const { body } = await reveal(server, id, credential.id);
      expect(hashSecret(body.secret)).toBe(credential.secret_hash);
      expect(log.errors.join()).not.toContain('oaf_key_');
      await stop();
    });
  });
});
