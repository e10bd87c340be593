import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whichEmulators } from '@oaf/aws-emulator';
import { buildRestApi } from './__testUtils__/buildRestApi';
import { type Consumer, createConsumer } from './__testUtils__/createConsumer';
import { EmulatedGateway } from './__testUtils__/EmulatedGateway';
import { carryOut } from './__testUtils__/faults/carryOut';
import { Life } from './__testUtils__/faults/Life';
import { operations } from './__testUtils__/faults/operations';
import { secretViolations } from './__testUtils__/faults/violations';
import { Portal } from './__testUtils__/portal/Portal';
import { accountsDocument } from './__testUtils__/portal/useEmulatedPortal';
import {
  scanAnswers,
  scanDatabase,
  scanLogs,
  scanState,
} from './__testUtils__/secrets/scanPlaces';
import { SecretScan } from './__testUtils__/secrets/SecretScan';

const { leftOut } = whichEmulators();
const describeMiniStack = leftOut ? describe.skip : describe;

// The first start installs the emulator.
jest.setTimeout(300_000);

const PLANTED = 'oaf_planted_where-it-does-not-belong';

/** API Gateway itself holds the values of API keys. */
const isHeldByApiGateway = (place: string) =>
  /^AWS apigateway\w*[.]json[.]payload[.](api_keys|usage_plan_keys)[.].*[.]value$/.test(
    place,
  );

describeMiniStack(`secrets on MiniStack ${leftOut ?? ''}`, () => {
  let folder: string;
  let world: EmulatedGateway;
  let isStopped = false;
  let portal: Portal;
  let life: Life;
  let consumer: Consumer;
  /** What each is called, by its value. */
  const secrets = new Map<string, string>();

  const reveal = async (type: string) => {
    const { body } = await portal.get(
      `/subscriptions/${life.subscription!.id}/credentials`,
    );
    const { id } = body.items.find(
      (one: any) => one.type === type && one.revealable,
    );
    await life.reveal(id);
    return life.shown.get(id)!;
  };

  async function callWithConsumer() {
    const { Issuer } = world.gateway.outputs;
    consumer = await createConsumer(
      Issuer,
      life.subscription!.clientId,
      world.edge.certificate,
    );
    secrets.set(consumer.privateKey, 'the private key');
    const password = await reveal('initial-access-token');
    secrets.set(password, 'the temporary password');
    const registered = (await consumer.enrol(password)) as {
      registration_access_token?: string;
    };
    if (registered.registration_access_token) {
      secrets.set(registered.registration_access_token, 'a registration token');
    }
    const token = await consumer.getToken();
    secrets.set(token, 'an access token');
    const url = `${Issuer}${life.basePath}/accounts/accounts`;
    const [key] = [...life.shown.values()];
    const { status } = await consumer.call(token, url, key);
    expect(status).toBe(200);
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ministack-'));
    world = await EmulatedGateway.start({
      PERSIST_STATE: '1',
      STATE_DIR: folder,
    });
    const apiId = await buildRestApi(world.owner, accountsDocument, {
      backend: world.upstream.url,
      stageName: 'prod',
    });
    portal = await Portal.open(world);
    // MiniStack resolves no host names.
    await portal
      .knex('gateway_apis')
      .where({ api_id: apiId })
      .update({
        invoke_url: `${world.emulator.endpoint}/_aws/execute-api/${apiId}/prod`,
      });
  });

  afterAll(async () => {
    await consumer?.close();
    await portal?.stop();
    await (isStopped ? undefined : world?.stop());
    await rm(folder, { recursive: true, force: true });
  });

  it('arise in a story', async () => {
    life = await Life.begin(portal, 'Accounts');
    for (const operation of operations.slice(0, -2)) {
      await operation.before?.(life);
      await carryOut(life, operation);
      expect(await secretViolations(life)).toEqual([]);
      if (operation.name === 'approve') {
        await callWithConsumer();
      }
    }
    const recovered = await life.post('/credentials/recover', {
      reason: 'Lost',
    });
    expect(recovered.status).toBe(201);
    secrets.set(await reveal('initial-access-token'), 'the second password');
    [...life.shown.values()]
      .filter(value => !secrets.has(value))
      .forEach((value, index) => secrets.set(value, `API key ${index + 1}`));
  });

  it('are found where they are planted', async () => {
    const planted = new SecretScan(new Map([[PLANTED, 'the planted one']]));
    await portal.knex('applications').update({ description: `Key ${PLANTED}` });
    portal.log.push(`Sent ${Buffer.from(PLANTED).toString('base64')}`);
    await scanDatabase(planted, portal);
    scanLogs(planted, portal);
    expect(planted.found).toEqual([
      'the planted one in database applications.description',
      expect.stringMatching(/^the planted one in log[.]/),
    ]);
  });

  it('are nowhere but where they belong', async () => {
    const scan = new SecretScan(secrets, isHeldByApiGateway);
    const { id } = life.subscription!;
    await scanAnswers(scan, portal, [
      '/gateway-apis',
      '/products',
      `/products/${life.product.id}`,
      `/products/${life.product.id}/publications`,
      '/applications',
      '/subscriptions',
      `/subscriptions/${id}`,
      `/subscriptions/${id}/events`,
      `/subscriptions/${id}/credentials`,
      `/subscriptions/${id}/connections`,
      '/plan-changes',
    ]);
    await scanDatabase(scan, portal);
    scanLogs(scan, portal);
    const table = world.table();
    await table.call('PutItem', {
      TableName: table.name,
      Item: { pk: { S: 'planted' }, note: { S: `It is ${PLANTED}` } },
    });
    isStopped = true;
    await world.stop('SIGTERM');
    await scanState(scan, folder);
    const planted = new SecretScan(new Map([[PLANTED, 'the planted one']]));
    await scanState(planted, folder);
    process.stdout.write(`${scan.summary}\n`);
    expect(scan.found).toEqual([]);
    expect(scan.values).toBeGreaterThan(6);
    // Both scans see what is there.
    expect(scan.allowed.join('\n')).toContain('API key');
    expect(planted.found).toEqual([
      expect.stringMatching(/^the planted one in AWS dynamodb/),
    ]);
  });
});
