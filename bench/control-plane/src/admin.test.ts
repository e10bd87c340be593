import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import {
  account,
  accountId,
  externalId,
  roleArn,
} from './__testUtils__/account';
import { assumeRole, clients } from './__testUtils__/clients';
import { startControlPlane } from './startControlPlane';
import type { ControlPlane } from './startControlPlane';

describe('the simulator from outside', () => {
  let plane: ControlPlane;

  beforeEach(async () => {
    plane = await startControlPlane({ accounts: [account] });
  });

  afterEach(() => plane.close());

  async function ask(method: string, path: string, body?: object) {
    const response = await fetch(`${plane.url}/_simulator/${path}`, {
      method,
      body: body && JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }

  async function apiNames() {
    const session = await assumeRole(plane, { roleArn, externalId });
    const { items } = await clients(plane, session).rest.send(
      new GetRestApisCommand(),
    );
    return items!.map(({ name }) => name);
  }

  const region = `accounts/${accountId}/regions/eu-west-1`;

  it('adds, changes and deletes APIs', async () => {
    await ask('PUT', `${region}/apis`, {
      apiId: 'more000001',
      name: 'More',
      protocol: 'REST',
      stages: [{ name: 'prod' }],
    });
    expect(await apiNames()).toEqual(['Accounts', 'More']);
    await ask('PATCH', `${region}/apis/more000001`, { name: 'Renamed' });
    expect(await apiNames()).toEqual(['Accounts', 'Renamed']);
    await ask('DELETE', `${region}/apis/rest000001`);
    expect(await apiNames()).toEqual(['Renamed']);
  });

  it('sets and clears faults', async () => {
    await ask('PUT', `${region}/fault`, { fault: 'access-denied' });
    await expect(apiNames()).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await ask('DELETE', `${region}/fault`);
    expect(await apiNames()).toEqual(['Accounts']);
  });

  it('makes and removes accounts and roles', async () => {
    const other = { accountId: '444455556666', regions: ['eu-west-1'] };
    const otherArn = 'arn:aws:iam::444455556666:role/new';
    await ask('PUT', 'accounts', other);
    await ask('PUT', 'accounts/444455556666/roles', {
      name: 'new',
      trustedPrincipals: ['999900000000'],
      externalId: 'x',
    });
    await assumeRole(plane, { roleArn: otherArn, externalId: 'x' });
    await ask('DELETE', 'accounts/444455556666/roles/new');
    await expect(
      assumeRole(plane, { roleArn: otherArn, externalId: 'x' }),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('moves its clock and ends sessions', async () => {
    await ask('PUT', 'clock', { offsetMs: 3_600_000 });
    await expect(apiNames()).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
    await ask('PUT', 'clock', { offsetMs: 0 });
    await ask('DELETE', 'sessions');
    await expect(apiNames()).rejects.toMatchObject({ name: 'ExpiredToken' });
  });

  it('tells and clears its counts', async () => {
    await apiNames();
    expect((await ask('GET', 'counters')).body).toMatchObject({
      requests: 1,
      throttled: 0,
      operations: { 'apigateway:GetRestApis': 1 },
    });
    await ask('DELETE', 'counters');
    expect((await ask('GET', 'counters')).body.requests).toBe(0);
  });

  it('refuses what it does not know', async () => {
    expect((await ask('POST', 'counters')).status).toBe(404);
  });
});

it('runs on its own', async () => {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      require.resolve('./main'),
    ],
    {
      env: {
        ...process.env,
        OAF_SIMULATOR: JSON.stringify({
          generate: { accounts: 2, apisPerRegion: 3 },
        }),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [line] = await once(child.stdout, 'data');
  const { url } = JSON.parse(line);
  const response = await fetch(`${url}/_simulator/counters`);
  expect(response.status).toBe(200);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
});
