import { randomUUID } from 'node:crypto';
import type {
  APIGatewayRequestAuthorizerEvent,
  APIGatewayRequestAuthorizerEventV2,
} from 'aws-lambda';
import {
  createAuthority,
  issueCertificate,
} from '../__testUtils__/certificates';
import { createAccessEndpoints } from '../createAccessEndpoints';
import {
  createRawKey,
  createTestDoor,
  enrolAndGetToken,
  exampleGrant,
  exampleSecrets,
  InMemoryQuotas,
  InMemoryReplayStore,
  InMemoryRevokedTokens,
  mutualTlsTokenRequest,
  type RawKey,
  signProof,
  type TestDoor,
} from '../testUtils';
import httpEvent from './__testUtils__/events/http.json';
import restEvent from './__testUtils__/events/rest.json';
import { createAuthorizerHandler } from './createAuthorizerHandler';

const baseUrl = 'https://api.example.com';
const resource = `${baseUrl}/accounts`;
const url = `${resource}/accounts/1`;
const stage = 'arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/prod';

const [api] = exampleGrant(baseUrl).apis;
const apis = [{ ...api, apiId: 'a1b2c3d4e5', stage: 'prod' }];

type Fields = Record<string, string>;

function toRest(fields: Fields, certificate?: string) {
  const values = Object.entries(fields).map(([name, value]) => [name, [value]]);
  const { identity, ...requestContext } = restEvent.requestContext;
  const clientCert = certificate ? { clientCertPem: certificate } : null;
  return {
    ...restEvent,
    headers: fields,
    multiValueHeaders: Object.fromEntries(values),
    requestContext: {
      ...requestContext,
      identity: { ...identity, clientCert },
    },
  } as unknown as APIGatewayRequestAuthorizerEvent;
}

function toHttp(fields: Fields) {
  const headers = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    ...httpEvent,
    headers,
  } as unknown as APIGatewayRequestAuthorizerEventV2;
}

describe('createAuthorizerHandler', () => {
  let door: TestDoor;
  let key: RawKey;
  let token: string;
  const logged = jest.spyOn(console, 'info').mockImplementation(() => {});
  const failures = jest.spyOn(console, 'error').mockImplementation(() => {});

  beforeEach(async () => {
    jest.clearAllMocks();
    door = await createTestDoor(baseUrl, { apis });
    key = await createRawKey();
    token = await enrolAndGetToken(door, key);
  });

  const quotas = new InMemoryQuotas();

  function createHandler(
    cacheSeconds = 0,
    resources: Record<string, string> = { 'a1b2c3d4e5/prod': resource },
  ) {
    let flushes = 0;
    const handler = createAuthorizerHandler(async () => ({
      environment: {
        issuer: `${baseUrl}/live`,
        frontDoor: 'd00r/live',
        resources,
        cacheSeconds,
      },
      judge: door.authorize,
      quotas,
      findResource: async arn => (arn === stage ? resource : undefined),
      flush: async () => {
        flushes += 1;
      },
    }));
    return { handler, flushes: () => flushes };
  }

  async function fieldsOf(changes: { url?: string; headers?: Fields } = {}) {
    const target = { method: 'GET', url, accessToken: token, ...changes };
    return {
      Authorization: `DPoP ${token}`,
      DPoP: await signProof(key, target),
      'x-api-key': exampleSecrets.apiKey,
      ...changes.headers,
    };
  }

  const columns = {
    subscriptionId: 'subscription-1',
    clientId: 'sub_example',
    productId: 'product-1',
    planId: 'plan-1',
  };

  describe('of a plan whose quota is hard', () => {
    const refusal = {
      subscriptionId: 'subscription-1',
      planId: 'plan-1',
      error: 'quota_exceeded',
      description: expect.stringContaining('1 calls per day'),
    };

    beforeEach(async () => {
      const quota = { limit: 1, period: 'day' as const, hard: true };
      const limits = { rate: 10, burst: 20, quota };
      const applicationId = randomUUID();
      await door.registry.applyGrant({ ...door.grant, applicationId, limits });
    });

    it('lets as many calls of a REST API pass as there are, and denies one more', async () => {
      const { handler } = createHandler();
      const call = async () => handler(toRest(await fieldsOf()));
      await expect(call()).resolves.toMatchObject({
        usageIdentifierKey: exampleSecrets.apiKey,
      });
      await expect(call()).resolves.toMatchObject({
        policyDocument: { Statement: [{ Effect: 'Deny' }] },
        context: refusal,
      });
    });

    it('counts the calls of an HTTP API, which has no usage plans, as well', async () => {
      const { handler } = createHandler();
      const call = async () => handler(toHttp(await fieldsOf()));
      await expect(call()).resolves.toMatchObject({ isAuthorized: true });
      await expect(call()).resolves.toMatchObject({
        isAuthorized: false,
        context: refusal,
      });
    });

    it('counts no call that is refused for another reason', async () => {
      const { handler } = createHandler();
      const headers = { 'x-api-key': 'oaf_key_of_another' };
      await handler(toRest(await fieldsOf({ headers })));
      await expect(handler(toRest(await fieldsOf()))).resolves.toMatchObject({
        usageIdentifierKey: exampleSecrets.apiKey,
      });
    });
  });

  it('lets a good call of a REST API pass, for itself only', async () => {
    const { handler, flushes } = createHandler();
    await expect(handler(toRest(await fieldsOf()))).resolves.toEqual({
      principalId: 'sub_example',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Action: 'execute-api:Invoke',
            Effect: 'Allow',
            Resource: [`${stage}/GET/*`],
          },
        ],
      },
      context: {
        ...columns,
        applicationId: 'application-1',
        apiKeyCredentialId: 'api-key-1',
        tokenId: expect.any(String),
        scope: 'accounts:read accounts:write',
      },
      usageIdentifierKey: exampleSecrets.apiKey,
    });
    expect(flushes()).toBe(1);
  });

  describe('at the front door', () => {
    const loans = `${baseUrl}/live/bank/loans`;
    const atDoor = (path: string, fields: Fields) => {
      const event = toRest(fields);
      const requestContext = {
        ...event.requestContext,
        apiId: 'd00r',
        stage: 'live',
        path,
      };
      return { ...event, requestContext };
    };

    beforeEach(async () => {
      door = await createTestDoor(baseUrl, {
        apis: [{ ...api, apiId: 'd00r', stage: 'live', resource: loans }],
      });
      token = await enrolAndGetToken(door, key);
    });

    it.each(['', '/', '/loans/1', '/loans/..x'])(
      'takes the API from the path that ends with %j',
      async rest => {
        const { handler } = createHandler();
        const fields = await fieldsOf({ url: loans + rest });
        await expect(
          handler(atDoor(`/live/bank/loans${rest}`, fields)),
        ).resolves.toMatchObject({ principalId: 'sub_example' });
      },
    );

    it.each([
      '/live/bank/cards/1',
      '/live/bank/loansx/1',
      '/live/bank/loans/../cards/1',
      '/live/bank/loans/%2E%2e/cards/1',
      '/live/bank/loans/./1',
      '/live/bank',
      '/bank/loans',
    ])('refuses %s', async path => {
      const { handler } = createHandler();
      const fields = await fieldsOf({ url: `${baseUrl}${path}` });
      await expect(handler(atDoor(path, fields))).rejects.toThrow(
        /^Unauthorized$/,
      );
      expect(failures).not.toHaveBeenCalled();
    });
  });

  it('lets a good call of an HTTP API pass', async () => {
    const { handler } = createHandler();
    await expect(handler(toHttp(await fieldsOf()))).resolves.toEqual({
      isAuthorized: true,
      context: expect.objectContaining(columns),
    });
  });

  it.each([
    ['no token', { Authorization: '' }, 'missing_token'],
    [
      'a token of its own making',
      { Authorization: 'DPoP a.b.c' },
      'invalid_token',
    ],
    ['a proof that is none', { DPoP: 'a.b.c' }, 'invalid_dpop_proof'],
  ])('throws Unauthorized for %s', async (_, headers, error) => {
    const { handler } = createHandler();
    for (const event of [toRest, toHttp]) {
      const fields = await fieldsOf({ headers: headers as Fields });
      await expect(handler(event(fields))).rejects.toThrow(/^Unauthorized$/);
    }
    expect(logged.mock.calls.map(([line]) => JSON.parse(line).error)).toEqual([
      error,
      error,
    ]);
    expect(failures).not.toHaveBeenCalled();
  });

  it('throws Unauthorized for a second proof beside the right one', async () => {
    const { handler } = createHandler();
    const fields = await fieldsOf();
    const event = toRest(fields);
    event.multiValueHeaders = {
      ...event.multiValueHeaders,
      DPoP: [fields.DPoP, fields.DPoP],
    };
    await expect(handler(event)).rejects.toThrow('Unauthorized');
  });

  it('throws Unauthorized for a proof that was made for the default endpoint', async () => {
    const { handler } = createHandler();
    const host = 'a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com';
    const fields = await fieldsOf({
      url: `https://${host}/prod/accounts/1`,
    });
    const event = toRest(fields);
    event.requestContext.path = '/prod/accounts/1';
    await expect(handler(event)).rejects.toThrow('Unauthorized');
  });

  it('denies another API key, with the reason for the gateway response', async () => {
    const { handler } = createHandler();
    const headers = { 'x-api-key': 'oaf_key_other' };
    await expect(
      handler(toRest(await fieldsOf({ headers }))),
    ).resolves.toMatchObject({
      principalId: 'sub_example',
      policyDocument: {
        Statement: [{ Effect: 'Deny', Resource: [`${stage}/GET/*`] }],
      },
      context: { ...columns, error: 'invalid_api_key' },
    });
    await expect(
      handler(toHttp(await fieldsOf({ headers }))),
    ).resolves.toMatchObject({ isAuthorized: false });
  });

  it('logs no secret', async () => {
    const { handler } = createHandler();
    await handler(toRest(await fieldsOf({ headers: { 'x-api-key': 'x' } })));
    const lines = JSON.stringify(logged.mock.calls);
    expect(lines).not.toContain(token);
    expect(lines).not.toContain(exampleSecrets.apiKey);
  });

  it('finds an API that is offered in place by the ARN of its stage', async () => {
    const { handler } = createHandler(0, {});
    await expect(handler(toRest(await fieldsOf()))).resolves.toMatchObject({
      context: { subscriptionId: 'subscription-1' },
    });
    const elsewhere = toRest(await fieldsOf());
    elsewhere.methodArn = elsewhere.methodArn.replace('central', 'west');
    await expect(handler(elsewhere)).rejects.toThrow('a1b2c3d4e5/prod');
  });

  it('says of which API it does not know the address', async () => {
    const { handler } = createHandler();
    const event = toRest(await fieldsOf());
    event.requestContext.stage = 'test';
    event.methodArn = event.methodArn.replace('/prod/', '/test/');
    await expect(handler(event)).rejects.toThrow('a1b2c3d4e5/test');
    expect(failures).toHaveBeenCalledTimes(1);
  });

  describe('with a cache', () => {
    it('lets no DPoP-bound token pass, as nobody would look at the next proof', async () => {
      const { handler } = createHandler(60);
      await expect(handler(toRest(await fieldsOf()))).rejects.toThrow(
        'Unauthorized',
      );
    });

    it('lets a certificate-bound token pass for all that its scopes allow', async () => {
      const handle = createAccessEndpoints({
        ...door,
        replay: new InMemoryReplayStore(),
        revokedTokens: new InMemoryRevokedTokens(),
        nonceKeys: { get: async () => door.nonceKeys },
        mutualTls: { aliasBaseUrl: door.issuer },
      });
      const authority = await createAuthority('Test CA');
      const certificate = await issueCertificate(authority, '0a');
      const answer = await handle(
        await mutualTlsTokenRequest(door, key, {
          form: { scope: 'accounts:read' },
        }),
        { clientCertificate: certificate },
      );
      const body = (await answer.json()) as { access_token: string };
      const base64 = Buffer.from(certificate.der).toString('base64');
      const pem = `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----`;
      const fields = {
        Authorization: `Bearer ${body.access_token}`,
        'x-api-key': exampleSecrets.apiKey,
      };
      const { handler } = createHandler(60);
      await expect(handler(toRest(fields, pem))).resolves.toMatchObject({
        policyDocument: {
          Statement: [
            {
              Resource: ['GET', 'HEAD', 'OPTIONS'].map(
                method => `${stage}/${method}/*`,
              ),
            },
          ],
        },
      });
      await expect(handler(toRest(fields))).rejects.toThrow('Unauthorized');
    });
  });
});
